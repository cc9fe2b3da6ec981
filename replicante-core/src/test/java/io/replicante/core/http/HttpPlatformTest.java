package io.replicante.core.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.replicante.spec.IndeterminateException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.UnsupportedException;
import io.replicante.spec.platform.DiscoveredCluster;
import io.replicante.spec.platform.Platform;
import io.replicante.spec.platform.PlatformToken;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a platform's answers mean. */
final class HttpPlatformTest {
    private final WireMockServer server = Servers.started();
    private final HttpClients clients = Servers.patientClients();
    private final Platform platform = Servers.platform(clients, server.baseUrl() + "/cloud/");

    @AfterEach
    void stop() {
        clients.close();
        server.stop();
    }

    @Test
    void readsADiscoveryClusterByCluster() {
        discovery("{\"page\":{\"clusters\":[1]},\"clusters\":["
                + IntStream.range(0, 9).mapToObj(HttpPlatformTest::cluster).collect(Collectors.joining(","))
                + "],\"more\":null}");

        assertThat(platform.discover().clusters())
                .extracting(DiscoveredCluster::clusterId)
                .containsExactlyElementsOf(
                        IntStream.range(0, 9).mapToObj(each -> "c" + each).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"clusters\":null}",
                "{\"clusters\":[],\"clusters\":[]}",
                "{\"clusters\":[]} x",
                "{\"clusters\":[{}]",
                "{\"clusters\":[null]}"
            })
    void takesNoListingForAnEmptyOne(String body) {
        discovery(body);

        assertThatThrownBy(platform::discover).isInstanceOf(UnavailableException.class);
    }

    /** Which of them is the cluster is not for the connection to say; discovery refuses both. */
    @Test
    void hidesNotThatTwoClustersHaveOneId() {
        discovery("{\"clusters\":[" + cluster(0) + "," + cluster(0) + "]}");

        assertThat(platform.discover().clusters())
                .extracting(DiscoveredCluster::clusterId)
                .containsExactly("c0", "c0");
    }

    @Test
    void namesTheClusterThatCannotBeRead() {
        discovery("{\"clusters\":[" + cluster(0) + ",{\"cluster_id\":\"x\",\"nodes\":[{\"node_id\":1}]}]}");

        assertThatThrownBy(platform::discover)
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("clusters[1].nodes[0]");
    }

    @Test
    @DisplayName("case 23f: a listing is read cluster by cluster, each within a bound")
    void boundsEveryClusterAndAllTogether() {
        String padding = " ".repeat(20 * 1024);
        discovery("{\"clusters\":[" + cluster(0) + padding + "," + cluster(1) + padding + "]}");
        assertThat(platform.discover().clusters()).hasSize(2);

        discovery("{\"clusters\":[" + cluster(0) + padding.repeat(3) + "]}");
        assertThatThrownBy(platform::discover).hasMessageContaining("one cluster is larger");

        discovery("{\"clusters\":["
                + IntStream.range(0, 20)
                        .mapToObj(each -> cluster(each) + padding)
                        .collect(Collectors.joining(","))
                + "]}");
        assertThatThrownBy(platform::discover).hasMessageContaining("the answer is larger");
    }

    @Test
    void givesWhatWasProvisioned() {
        provision(200, "{\"count\":2,\"node_ids\":[\"a\",\"b\"]}");
        assertThat(platform.provision(MisbehavingServerTest.provision())
                        .nodeIds()
                        .orElseThrow())
                .containsExactly("a", "b");

        provision(200, "{\"count\":0}");
        assertThat(platform.provision(MisbehavingServerTest.provision()).count())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"count\":0,\"node_ids\":[\"a\"]}",
                "{\"count\":2,\"node_ids\":[\"a\"]}",
                "{\"count\":-1}",
                "{\"node_ids\":[]}",
                "{\"count\":1.0}",
                ""
            })
    void doesNotKnowWhatAContradictoryAnswerMeans(String body) {
        provision(200, body);

        assertThatThrownBy(() -> platform.provision(MisbehavingServerTest.provision()))
                .isInstanceOf(IndeterminateException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 409, 413, 422})
    void takesARefusalForARefusal(int status) {
        provision(status, "{\"error\":true,\"error_msg\":\"no such group\",\"node_group_id\":\"x\"}");

        assertThatThrownBy(() -> platform.provision(MisbehavingServerTest.provision()))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("no such group");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 408})
    void doesNotKnowWhatAFailureDid(int status) {
        provision(status, "");

        assertThatThrownBy(() -> platform.provision(MisbehavingServerTest.provision()))
                .isInstanceOf(IndeterminateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "thanks"})
    void doesNotCareHowADeprovisionIsAnswered(String body) {
        server.stubFor(
                post(urlEqualTo("/cloud/deprovision")).willReturn(aResponse().withBody(body)));

        assertThatCode(() -> platform.deprovision(MisbehavingServerTest.deprovision()))
                .doesNotThrowAnyException();
    }

    @Test
    @DisplayName("case 7a: the id of an action and its epoch go with every request for machines")
    void saysByWhichDecisionItAsks() {
        PlatformToken token = new PlatformToken(new UUID(1, 2), 41);
        provision(200, "{\"count\":0}");
        server.stubFor(post(urlEqualTo("/cloud/deprovision")).willReturn(aResponse()));

        assertThat(platform.provision(MisbehavingServerTest.provision(), token).count())
                .isZero();
        platform.deprovision(MisbehavingServerTest.deprovision(), token);

        for (String path : List.of("provision", "deprovision")) {
            server.verify(postRequestedFor(urlEqualTo("/cloud/" + path))
                    .withHeader("Replicante-Action-Id", equalTo("00000000-0000-0001-0000-000000000002"))
                    .withHeader("Replicante-Epoch", equalTo("41")));
        }
    }

    private static String cluster(int number) {
        return """
            {"cluster_id":"c%d","nodes":[{"agent_address":"http://h:1","node_class":"small","node_id":"n"}]}""".formatted(number);
    }

    private void discovery(String body) {
        server.stubFor(get(urlEqualTo("/cloud/discover")).willReturn(aResponse().withBody(body)));
    }

    private void provision(int status, String body) {
        server.stubFor(post(urlEqualTo("/cloud/provision"))
                .willReturn(aResponse().withStatus(status).withBody(body)));
    }
}
