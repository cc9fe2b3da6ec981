package io.replicante.agent.zookeeper;

import io.replicante.spec.ConflictException;
import io.replicante.spec.UnavailableException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * The directory of one server: its configuration, its data, and the command that starts it there.
 *
 * <p>A machine is idle until either {@link #form} or {@link #learn} was called, and what was called decides what the
 * server can ever do: only a server that forms may begin with an empty history. A server whose data is lost copies it
 * from its leader before it votes again, because every server is started with {@code zookeeper.db.autocreate=false}.
 *
 * <p>While it runs, the server rewrites {@code zoo.cfg} and keeps the members that it knows in files
 * {@code zoo.cfg.dynamic.<version>} beside it. A learner takes over the members of its leader, which do not name it yet,
 * and could not be started again with them: {@link #prepareStart} mends that and must come before every start.
 *
 * <p>Thread safety: safe while the server is stopped and one thread at a time writes; reading is always safe.
 */
public final class ServerDirectory {

    private static final String STATIC_CONFIG = "zoo.cfg";
    private static final String INITIAL_MEMBERS = "zoo.initial";
    private static final String DYNAMIC_CONFIG_KEY = "dynamicConfigFile";

    private final Path directory;
    private final EnsembleMember self;
    private final ServerSettings settings;

    /**
     * Describes a directory; nothing is read or written yet.
     *
     * @param directory where the server lives; created when needed, used by no other server
     * @param self the server's own id and addresses; its type does not matter
     * @param settings how the server is set up
     */
    public ServerDirectory(Path directory, EnsembleMember self, ServerSettings settings) {
        this.directory = directory.toAbsolutePath().normalize();
        this.self = self.as(MemberType.PARTICIPANT);
        this.settings = Objects.requireNonNull(settings, "settings");
        if (self.client().isEmpty()) {
            throw new IllegalArgumentException("Server " + self.serverId() + " needs a client address");
        }
    }

    /**
     * Returns the server's own entry.
     *
     * @return the entry as a participant: what a member adds to let this server vote
     */
    public EnsembleMember self() {
        return self;
    }

    /**
     * Returns the command that starts the server in this directory.
     *
     * @return the program and its arguments
     * @throws io.replicante.spec.UnsupportedException when a library that the server needs is not on our class path
     */
    public List<String> command() {
        return ServerCommand.of(settings, staticConfig());
    }

    /**
     * Sets the server up as the first and only member of a new ensemble. Repeating it changes nothing.
     *
     * @throws ConflictException when the server was already set up to learn from other members
     * @throws UnavailableException when the files cannot be written
     */
    public void form() {
        try {
            if (isConfigured()) {
                if (configuredMembers().participants().stream().noneMatch(self::isSameServerAs)) {
                    throw new ConflictException(directory + " belongs to a learner; it cannot form an ensemble");
                }
                return;
            }
            if (Files.exists(versionDirectory())) {
                throw new ConflictException(directory + " holds data already; it cannot form an ensemble");
            }
            write(EnsembleConfig.of(self), true);
        } catch (IOException e) {
            throw new UnavailableException("Cannot set up " + directory, e);
        }
    }

    /**
     * Sets the server up to copy the data of an ensemble that does not name it yet. It cannot vote before a member adds
     * it, whatever else happens. Repeating it is harmless, and changes nothing once the server has a vote.
     *
     * @param members the configuration of the ensemble, as one of its members reports it
     * @throws ConflictException when the directory belongs to another ensemble, or another server uses our id
     * @throws UnavailableException when the files cannot be written
     */
    public void learn(EnsembleConfig members) {
        if (members.participants().isEmpty()) {
            throw new ConflictException("There is no member to learn from");
        }
        if (members.member(self.serverId())
                .filter(other -> !other.isSameServerAs(self))
                .isPresent()) {
            throw new ConflictException("Another server has the id " + self.serverId() + " in that ensemble");
        }
        try {
            if (isConfigured()) {
                if (!sharesMemberWith(members)) {
                    throw new ConflictException(directory + " belongs to another ensemble");
                }
                if (participates(configuredMembers())) {
                    return;
                }
            } else if (Files.exists(versionDirectory())) {
                throw new ConflictException(directory + " holds data of an unknown ensemble");
            }
            write(asLearner(members), false);
            forgetFormerMembers();
        } catch (IOException e) {
            throw new UnavailableException("Cannot set up " + directory, e);
        }
    }

    /**
     * Makes sure that a server which was set up can be started: where the members that it last knew do not name it, it is
     * added to its own view of them as an observer. Does nothing for all others.
     *
     * @throws ConflictException when the server was never set up
     * @throws UnavailableException when the files cannot be read or written
     */
    public void prepareStart() {
        try {
            if (!isConfigured()) {
                throw new ConflictException(directory + " was never set up");
            }
            EnsembleConfig members = configuredMembers();
            if (members.member(self.serverId()).isEmpty()) {
                write(asLearner(members), false);
            }
        } catch (IOException e) {
            throw new UnavailableException("Cannot prepare " + directory, e);
        }
    }

    /**
     * Tells whether the server was set up to form or to learn.
     *
     * @return false for an idle machine
     */
    public boolean isConfigured() {
        return Files.exists(staticConfig());
    }

    /** Returns the members with which the server would start, or runs. */
    EnsembleConfig configuredMembers() throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(staticConfig())));
        String file = Optional.ofNullable(properties.getProperty(DYNAMIC_CONFIG_KEY))
                .orElseThrow(() -> new IOException(staticConfig() + " names no " + DYNAMIC_CONFIG_KEY));
        return readMembers(directory.resolve(file));
    }

    /** Tells whether the server once had a vote, as far as the files that it wrote say. */
    boolean wasParticipant() throws IOException {
        for (Path file : formerMembers()) {
            if (participates(readMembers(file))) {
                return true;
            }
        }
        return false;
    }

    private List<Path> formerMembers() throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, STATIC_CONFIG + ".dynamic.*")) {
            for (Path file : files) {
                // A proposed configuration is one that may never come into force.
                if (!file.toString().endsWith(".next")) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private void forgetFormerMembers() throws IOException {
        for (Path file : formerMembers()) {
            Files.deleteIfExists(file);
        }
    }

    private boolean participates(EnsembleConfig members) {
        return members.participants().stream().anyMatch(self::isSameServerAs);
    }

    /** Returns the epoch of the last leader whose history the server has taken over, 0 when there was none. */
    long currentEpoch() throws IOException {
        Path file = versionDirectory().resolve("currentEpoch");
        try {
            return Long.parseLong(Files.readString(file).trim());
        } catch (NoSuchFileException e) {
            return 0;
        } catch (NumberFormatException e) {
            throw new IOException(file + " holds no number", e);
        }
    }

    Path dataDirectory() {
        return directory.resolve("data");
    }

    private Path versionDirectory() {
        return dataDirectory().resolve("version-2");
    }

    private Path staticConfig() {
        return directory.resolve(STATIC_CONFIG);
    }

    private EnsembleConfig asLearner(EnsembleConfig members) {
        return members.with(self.as(MemberType.OBSERVER));
    }

    private boolean sharesMemberWith(EnsembleConfig members) throws IOException {
        return configuredMembers().members().values().stream()
                .filter(known -> known.serverId() != self.serverId())
                .anyMatch(known -> members.member(known.serverId())
                        .filter(known::isSameServerAs)
                        .isPresent());
    }

    private static EnsembleConfig readMembers(Path file) throws IOException {
        try {
            return EnsembleConfig.parse(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is not a configuration of an ensemble", e);
        }
    }

    /** Writes everything, {@code zoo.cfg} last: it makes the directory count as set up. */
    private void write(EnsembleConfig members, boolean forms) throws IOException {
        Files.createDirectories(dataDirectory());
        replace(dataDirectory().resolve("myid"), self.serverId() + "\n");
        // Without a version in it or in its name, any configuration that an ensemble agreed on takes precedence.
        Path initial = directory.resolve(INITIAL_MEMBERS);
        replace(initial, members.renderEntries() + "\n");
        if (forms) {
            replace(dataDirectory().resolve("initialize"), "");
        }
        replace(staticConfig(), settings.render(dataDirectory().toString(), initial.toString()));
    }

    private static void replace(Path file, String text) throws IOException {
        Path written = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(written, text);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
