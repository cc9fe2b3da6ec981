package io.replicante.examples.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.spec.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the agent as its users do, in a process of its own. */
final class TestAgentTest {
    private static final String ACTION = "/api/unstable/action";
    private static final String BODY =
            "{\"kind\":\"agent.replicante.io/test.success\",\"id\":\"7e570000-0000-4000-8000-000000000001\"}";

    private final OkHttpClient http = new OkHttpClient();

    @TempDir
    private Path directory;

    @Test
    void servesANodeWhoseActionsOutliveTheProcess() throws Exception {
        Process first = start("--bind", "127.0.0.1:0", "--node-id", "n7", "--store", store());
        try {
            String url = url(first);
            assertThat(Json.parse(get(url + "/api/unstable/info/node"))
                            .path("node_id")
                            .asText())
                    .isEqualTo("n7");
            assertThat(post(url + ACTION)).isEqualTo(200);
        } finally {
            stop(first);
        }
        Process second = start("--bind", "127.0.0.1:0", "--node-id", "n7", "--store", store());
        try {
            assertThat(post(url(second) + ACTION)).isEqualTo(409);
        } finally {
            stop(second);
        }
    }

    @Test
    void saysWhichOptionsThereAre() throws Exception {
        Process process = start("--colour", "red");

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("--colour", "usage:", "--bind");
    }

    private String store() {
        return directory.resolve("actions.db").toString();
    }

    private static Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TestAgent.class.getName()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).start();
    }

    private static String url(Process process) throws IOException {
        String mark = "serving at ";
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(mark)) {
                return line.substring(mark.length());
            }
        }
        throw new IOException(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static void stop(Process process) throws InterruptedException, TimeoutException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new TimeoutException("the agent does not stop");
        }
    }

    private String get(String url) throws IOException {
        try (Response response =
                http.newCall(new Request.Builder().url(url).build()).execute()) {
            return response.body().string();
        }
    }

    private int post(String url) throws IOException {
        RequestBody body = RequestBody.create(BODY, MediaType.get("application/json"));
        try (Response response =
                http.newCall(new Request.Builder().url(url).post(body).build()).execute()) {
            return response.code();
        }
    }
}
