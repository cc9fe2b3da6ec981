package io.replicante.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no class file shows any more. */
final class SourceTextTest {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final String MAIN = "/src/main/java/";
    private static final String TEST = "/src/test/java/";

    @Test
    void noTestIsSwitchedOff() throws IOException {
        assertThat(linesWith("@Disabled|@Ignore\\b|assumeTrue\\(false|assumeFalse\\(true", MAIN, TEST))
                .isEmpty();
    }

    @Test
    void noTestSleeps() throws IOException {
        assertThat(linesWith("Thread\\.sleep\\(|(NANO|MICRO|MILLI)?SECONDS\\.sleep\\(", TEST))
                .isEmpty();
    }

    @Test
    void nothingIsLeftForLater() throws IOException {
        assertThat(linesWith("\\b(TODO|FIXME|XXX)\\b", MAIN, TEST)).isEmpty();
    }

    @Test
    void everyMainPackageSaysWhatItIsFor() throws IOException {
        List<Path> packages =
                sources(MAIN).stream().map(Path::getParent).distinct().toList();
        assertThat(packages)
                .isNotEmpty()
                .allSatisfy(directory -> assertThat(directory.resolve("package-info.java"))
                        .content()
                        .startsWith("/**"));
    }

    private static List<String> linesWith(String regex, String... folders) throws IOException {
        Pattern pattern = Pattern.compile(regex);
        return sources(folders).stream()
                .filter(file -> !file.endsWith("SourceTextTest.java"))
                .flatMap(file -> matches(file, pattern))
                .toList();
    }

    private static Stream<String> matches(Path file, Pattern pattern) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> pattern.matcher(line).find())
                    .map(line -> ROOT.relativize(file) + ": " + line.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> sources(String... folders) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path module : subdirectories(ROOT, "replicante-")) {
            List<Path> candidates = new ArrayList<>(subdirectories(module, ""));
            candidates.add(module);
            for (Path candidate : candidates) {
                Path source = candidate.resolve("src");
                if (Files.isDirectory(source)) {
                    try (Stream<Path> files = Files.walk(source)) {
                        files.filter(file -> file.toString().endsWith(".java"))
                                .filter(file -> Stream.of(folders).anyMatch(file.toString()::contains))
                                .forEach(found::add);
                    }
                }
            }
        }
        return found;
    }

    private static List<Path> subdirectories(Path parent, String prefix) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory)
                    .filter(child -> child.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }
}
