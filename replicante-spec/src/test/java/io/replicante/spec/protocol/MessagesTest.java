package io.replicante.spec.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages are read as the protocol says and written as others read them. */
class MessagesTest {
    static Stream<MessageType<?>> types() {
        return Messages.all().stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void writesBackWhatItReads(MessageType<?> type) {
        ObjectNode sample = Samples.of(type);
        assertThat(Samples.again(type, sample.toString())).isEqualTo(sample);
        sample.putObject("added_later").put("n", 1);
        assertThat(Samples.again(type, sample.toString())).isEqualTo(Samples.of(type));
    }

    @ParameterizedTest
    @MethodSource("types")
    void refusesWhatIsNoObjectOrHasAKeyTwice(MessageType<?> type) {
        for (String wrong :
                List.of("", " ", "null", "1", "\"a\"", "{", "{}x", "NaN", "\uFEFF{}", "{\"a\":1,\"a\":1}")) {
            assertThatThrownBy(() -> type.read(wrong)).as(wrong).isInstanceOf(InvalidInputException.class);
        }
        assertThatThrownBy(() -> type.read(new byte[] {'"', (byte) 0xC3, '"'})).hasMessageContaining("is not UTF-8");
        assertThatThrownBy(() -> type.read("{\"a\":\"\\ud800\"}")).hasMessageContaining("half a character");
        assertThatThrownBy(() -> type.read("[".repeat(65) + "]".repeat(65))).hasMessageContaining("depth");
        assertThat(Messages.named(type.name())).contains(type);
    }

    /** A rule: a change at a JSON pointer, and what comes of it; REFUSED with the path, or the value that is written. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Defaults are for what is missing, not for null.
                "AgentNode|/attributes|-|{}",
                "AgentNode|/attributes|null|REFUSED attributes: must be an object",
                "AgentNode|/attributes|{\"a\":[1]}|REFUSED attributes.a: must be a text, a number, true, false or null",
                "AgentNode|/attributes|{\"a\":1e400}|REFUSED attributes.a: is out of range",
                "AgentNode|/attributes|{\"a\":1.0,\"b\":1,\"c\":18446744073709551616}|{\"a\":1.0,\"b\":1,\"c\":18446744073709551616}",
                "ActionExecution|/metadata|-|{}",
                "ActionExecution|/metadata|null|REFUSED metadata: must be an object",
                "ActionExecution|/metadata|{\"a\":1}|REFUSED metadata.a: must be a text",
                "ActionExecution|/args|-|null",
                "ActionExecution|/args|[1.10,1e500,18446744073709551616]|[1.10,1e500,18446744073709551616]",
                "ActionExecution|/finished_time|-|null",
                "ActionExecution|/scheduled_time|null|REFUSED scheduled_time: must be a text",
                "ActionExecution|/state/phase|\"new\"|REFUSED state.phase: must be NEW, RUNNING, DONE or FAILED",
                "ActionExecution|/state/phase|\"LOST\"|REFUSED state.phase: must be NEW, RUNNING, DONE or FAILED",
                "Namespace|/tls|null|REFUSED tls: must be an object",
                "Namespace|/tls|-|{\"ca_bundle\":null}",
                "Namespace|/status|-|\"Active\"",
                "Namespace|/status|\"active\"|REFUSED status: must be Active, Observed, Inactive, Deleting or Deleted",
                "Namespace|/settings|-|{\"orchestrate\":{\"max_naction_schedule_attempts\":5}}",
                "Namespace|/settings/orchestrate/max_naction_schedule_attempts|65536|REFUSED settings.orchestrate.max_naction_schedule_attempts: must be between 0 and 65535",
                "Platform|/discovery|-|{\"interval\":300}",
                "Platform|/active|-|true",
                "Platform|/discovery/interval|0|REFUSED discovery.interval: must be between 1",
                "Platform|/discovery/interval|4.0|REFUSED discovery.interval: must be an integer",
                "Platform|/url|-|REFUSED url: is required",
                "Platform|/url/tls_insecure_skip_verify|-|false",
                "ClusterSpec|/interval|-|60",
                "ClusterSpec|/interval|2592000|2592000",
                "ClusterSpec|/interval|2592001|REFUSED interval: must be between 1 and 2592000",
                "Platform|/discovery/interval|2592001|REFUSED discovery.interval: must be between 1 and 2592000",
                "ClusterSpec|/declaration/approval|\"Granted\"|REFUSED declaration.approval: must be granted or required",
                "ClusterSpec|/declaration/graces|-|{\"expand\":5,\"init\":5,\"scale_up\":5}",
                "ClusterSpec|/declaration/graces/init|\"PT30S\"|\"PT30S\"",
                "ClusterSpec|/declaration/graces/init|\"PT2M\"|2",
                "ClusterSpec|/declaration/expand|-|{\"mode\":\"Auto\",\"target_member\":null}",
                "ClusterSpec|/declaration/expand/mode|\"add\"|\"Add\"",
                "ClusterSpec|/declaration/initialise/mode|\"single_node\"|\"SingleNode\"",
                "ClusterSpec|/declaration/initialise/mode|\"single-node\"|\"SingleNode\"",
                "ClusterSpec|/declaration/initialise|-|{\"action_args\":null,\"mode\":\"Auto\",\"search\":null}",
                "ClusterSpec|/declaration/definition|-|null",
                "ClusterSpec|/platform/ns_id|\"fleet-a\"|\"fleet-a\"",
                "ClusterSpec|/declaration/definition/nodes/main/desired_count|4294967296|REFUSED declaration.definition.nodes.main.desired_count: must be between",
                "NAction|/scheduled_time|-|REFUSED scheduled_time: is required",
                "NAction|/state/phase|\"LOST\"|\"LOST\"",
                "OAction|/scheduled_ts|-|null",
                "OAction|/state|\"LOST\"|REFUSED state: must be the state",
                "OAction|/timeout|{\"secs\":1,\"nanos\":1500000000}|{\"secs\":2,\"nanos\":500000000}",
                "OAction|/timeout|\"PT1S\"|REFUSED timeout: must be an object",
                "OrchestrateReport|/mode|\"SYNC\"|REFUSED mode: must be sync, observe or delete",
                "OrchestrateReport|/notes/0/category|\"decision\"|REFUSED notes[0].category: must be Decision or Error",
                "ProvisionResponse|/node_ids|-|null",
                "ProvisionResponse|/count|-1|REFUSED count: must be between 0",
                "NodeSearch|/matches|-|{}",
                "NodeSearch|/sort_by|-|[\"node_id\"]",
                "NodeSearch|/max_results|-1|REFUSED document: max_results must be",
                "NodeSearch|/matches|{\"a\":[\"Eq\",\"x\"]}|{\"a\":[\"Eq\",\"x\"]}",
                "NodeSearch|/matches|{\"a\":{\"op\":\"eQ\"}}|REFUSED document: matches.a.op must be",
                // Offsets.
                "AgentShard|/commit_offset/value|9223372036854775808|REFUSED commit_offset.value: must be between",
                "AgentShard|/commit_offset/value|4.0|REFUSED commit_offset.value: must be an integer",
                "AgentShard|/commit_offset/value|\"4\"|REFUSED commit_offset.value: must be an integer",
                "AgentShard|/commit_offset/value|-|REFUSED commit_offset.value: is required",
                "AgentShard|/commit_offset|{\"unit\":\"seconds\",\"value\":0}|{\"unit\":\"seconds\",\"value\":0}",
                "AgentShard|/lag|-|null",
                // Where paper and code differ.
                "AgentShard|/role|\"SECONDARY\"|\"Secondary\"",
                "AgentShard|/role|{\"unknown\":\"x\"}|{\"Other\":\"x\"}",
                "AgentShard|/role|\"Other\"|REFUSED role: must be Primary",
                "AgentShard|/role|-|REFUSED role: is required",
                "AgentNode|/node_status|\"UNKNOWN\"|{\"UNKNOWN\":\"\"}",
                "AgentNode|/node_status|\"healthy\"|REFUSED node_status: must be the status of a node",
                "AgentNode|/node_status|{\"HEALTHY\":null}|REFUSED node_status: must be the status of a node",
                "AgentNode|/node_status|\"UNREACHABLE\"|REFUSED node_status: is for the control plane",
                "Node|/node_status|\"UNREACHABLE\"|\"UNREACHABLE\"",
                "Node|/details|-|null",
                "AgentShard|/commit_offset|-|{\"unit\":{\"unit\":\"unknown\"},\"value\":0}",
                "AgentShard|/commit_offset|null|{\"unit\":{\"unit\":\"unknown\"},\"value\":0}",
                "AgentShard|/commit_offset/unit|\"zxid\"|{\"unit\":\"zxid\"}",
                "AgentNode|/address|-|{\"client\":null,\"member\":null}",
                "AgentNode|/address|null|REFUSED address: must be an object",
                "AgentNode|/address|{\"x\":null}|REFUSED address.x: must be a text",
                "DiscoverResponse|/clusters/0/nodes/0/node_class|-|\"unknown\"",
                "DiscoverResponse|/clusters/0/nodes/0/node_group|-|null",
                "ProvisionRequest|/provision/count|-|1",
                "ProvisionRequest|/provision/count|65536|REFUSED provision.count: must be between 0 and 65535",
                "ActionExecutionRequest|/id|-|null",
                "ActionExecutionRequest|/created_time|-|null",
                "ErrorBody|/error|false|REFUSED error: must be true",
            })
    void keepsTheRules(String name, String pointer, String value, String expected) {
        MessageType<?> type = Messages.named(name).orElseThrow();
        ObjectNode sample = Samples.of(type);
        int cut = pointer.lastIndexOf('/');
        ObjectNode parent = (ObjectNode) sample.at(pointer.substring(0, cut));
        String member = pointer.substring(cut + 1);
        if (value.equals("-")) {
            parent.remove(member);
        } else {
            parent.set(member, Json.parse(value));
        }
        if (expected.startsWith("REFUSED ")) {
            assertThatThrownBy(() -> type.read(sample.toString()))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith(name + ": " + expected.substring("REFUSED ".length()));
        } else {
            assertThat(Samples.again(type, sample.toString()).at(pointer)).isEqualTo(Json.parse(expected));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2031-03-09T07:15:42Z, 2031-03-09T07:15:42Z",
        "2031-03-09t07:15:42z, 2031-03-09T07:15:42Z",
        "2031-03-09T07:15:42.500000Z, 2031-03-09T07:15:42.5Z",
        "2031-03-09T07:15:42.000000001Z, 2031-03-09T07:15:42.000000001Z",
        "2031-03-09T07:15:42.1234567899Z, 2031-03-09T07:15:42.123456789Z",
        "2031-03-09T07:15:42+05:30, 2031-03-09T01:45:42Z",
        "2031-01-01T00:15:42-00:00, 2031-01-01T00:15:42Z",
        "2031-03-09T07:15:42+18:00, 2031-03-08T13:15:42Z",
        "2031-03-09T07:15:42+23:59, 2031-03-08T07:16:42Z",
        "2031-03-09T07:15:42.25-23:59, 2031-03-10T07:14:42.25Z",
        "2028-02-29T23:59:59-00:30, 2028-03-01T00:29:59Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
        "0000-01-01T23:59:00+23:59, 0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999999Z",
    })
    void writesTimesInUtc(String read, String written) {
        ObjectNode sample = Samples.of(Messages.ACTION_EXECUTION).put("created_time", read);
        assertThat(Samples.again(Messages.ACTION_EXECUTION, sample.toString())
                        .get("created_time")
                        .textValue())
                .isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2031-03-09",
                "2031-03-09T07:15:42",
                "2031-03-09T07:15:42.Z",
                "2031-02-30T07:15:42Z",
                "x",
                "2031-03-09T24:15:42Z",
                "2031-03-09T07:15:42+0530",
                "0000-01-01T00:00:00+01:00",
                "9999-12-31T23:59:59-00:01",
                "2031-03-09T07:15:42+24:00",
                "2031-03-09T07:15:42+23:60",
                "2031-03-09T07:15:42+-1:00",
                "2031-03-09T07:15:42+5:30",
                "2031-03-09T07:15:42+05:30:00",
                "2031-03-09T07:15:42ZZ",
                "2031-03-09T07:15:60Z",
                "2031-06-30T23:59:60Z",
                "2029-02-29T07:15:42Z",
                "2031-13-09T07:15:42Z",
                "+2031-03-09T07:15:42Z",
                "-031-03-09T07:15:42Z",
                "12031-03-09T07:15:42Z",
                "2031-W10-7T07:15:42Z",
                "\u0662031-03-09T07:15:42Z",
                " 2031-03-09T07:15:42Z",
                "2031-03-09T07:15:42,5Z",
                "",
                "2031-03-09 07:15:42Z"
            })
    void refusesWhatIsNoTime(String wrong) {
        ObjectNode sample = Samples.of(Messages.ACTION_EXECUTION).put("created_time", wrong);
        assertThatThrownBy(() -> Messages.ACTION_EXECUTION.read(sample))
                .hasMessageStartingWith("ActionExecution: created_time: must be a time");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0F3C2D4E-1111-4AAA-8BBB-00000000000A",
                "0f3c2d4e11114aaa8bbb00000000000a",
                "{0f3c2d4e-1111-4aaa-8bbb-00000000000a}",
                "urn:uuid:0f3c2d4e-1111-4aaa-8bbb-00000000000a"
            })
    void readsEachFormOfUuids(String form) {
        assertThat(Messages.ACTION_SCHEDULED.read("{\"id\":\"" + form + "\"}"))
                .hasToString("0f3c2d4e-1111-4aaa-8bbb-00000000000a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1-1-1-1-1", "0f3c2d4e-1111-4aaa-8bbb-00000000000g", "0f3c2d4e11114aaa8bbb0000000000a"})
    void refusesWhatIsNoUuid(String wrong) {
        assertThatThrownBy(() -> Messages.ACTION_SCHEDULED.read("{\"id\":\"" + wrong + "\"}"))
                .hasMessage("ActionScheduled: id: must be a UUID");
    }

    @Test
    void readsTheNamesThatOthersUse() {
        ObjectNode shard = Samples.of(Messages.AGENT_SHARD);
        shard.set("shard_id", shard.remove("id"));
        assertThat(Samples.again(Messages.AGENT_SHARD, shard.toString())).isEqualTo(Samples.of(Messages.AGENT_SHARD));

        JsonNode actions = Samples.of(Messages.ACTION_EXECUTION_LIST).get("actions");
        actions.forEach(each -> ((ObjectNode) each).set("state", ((ObjectNode) each).remove("phase")));
        assertThat(Samples.again(Messages.ACTION_EXECUTION_LIST, actions.toString()))
                .isEqualTo(Samples.of(Messages.ACTION_EXECUTION_LIST));

        ObjectNode request = Samples.of(Messages.PROVISION_REQUEST);
        ObjectNode group = (ObjectNode) request.at("/cluster/nodes/spare");
        group.set("version", group.remove("store_version"));
        assertThat(Samples.again(Messages.PROVISION_REQUEST, request.toString()))
                .isEqualTo(Samples.of(Messages.PROVISION_REQUEST));
    }

    @Test
    void neverTakesAnUnknownOffsetForZero() {
        String unknown =
                "{\"commit_offset\":{\"unit\":{\"unit\":\"unknown\"},\"value\":0},\"role\":\"Primary\",\"id\":\"a\"}";
        assertThat(Messages.AGENT_SHARD.read(unknown).commitOffset()).isEmpty();
        assertThat(Messages.AGENT_SHARD.read(unknown).lag()).isEmpty();
        assertThat(Messages.AGENT_SHARD
                        .read("{\"role\":\"Primary\",\"id\":\"a\"}")
                        .commitOffset())
                .isEmpty();
    }

    @Test
    void holdsTheViewOfAClusterTogether() {
        Map<String, String> wrong = Map.of(
                "/nodes/shelf-2/cluster_id", "does not belong to",
                "/nactions_by_node/shelf-2/0/ns_id", "does not belong to",
                "/oactions_unfinished/0/cluster_id", "does not belong to",
                "/shards/shelf-2/jar/shard_id", "does not belong here",
                "/store_extras/shelf-2/node_id", "does not belong here");
        wrong.forEach((pointer, reason) -> {
            ObjectNode view = Samples.of(Messages.CLUSTER_VIEW);
            int cut = pointer.lastIndexOf('/');
            ((ObjectNode) view.at(pointer.substring(0, cut))).put(pointer.substring(cut + 1), "other");
            assertThatThrownBy(() -> Messages.CLUSTER_VIEW.read(view))
                    .as(pointer)
                    .hasMessageContaining(reason);
        });
        ObjectNode finished = Samples.of(Messages.CLUSTER_VIEW);
        ((ObjectNode) finished.at("/nactions_by_node/shelf-2/0/state")).put("phase", "LOST");
        assertThatThrownBy(() -> Messages.CLUSTER_VIEW.read(finished)).hasMessageContaining("is finished");
        ObjectNode counted = Samples.of(Messages.CLUSTER_VIEW);
        ((ObjectNode) counted.get("shards")).removeAll();
        assertThatThrownBy(() -> Messages.CLUSTER_VIEW.read(counted)).hasMessageContaining("stats_shards_by_node");
    }

    @Test
    void tellsErrorsByTheirLayers() {
        Throwable inner = new IllegalStateException("no route");
        assertThat(Messages.ERROR_BODY.write(ErrorBody.of(inner)))
                .isEqualTo("{\"error\":true,\"error_msg\":\"no route\"}");
        ErrorBody all =
                ErrorBody.of(new IllegalStateException("cannot tell", new IllegalStateException("no answer", inner)));
        assertThat(Messages.ERROR_BODY.tree(all)).isEqualTo(Samples.of(Messages.ERROR_BODY));
        assertThat(all.inRecord().has("error")).isFalse();
    }

    @Test
    void readsBytesAsItReadsTexts() {
        ObjectNode sample = Samples.of(Messages.AGENT_NODE).put("node_id", "ü🦀");
        assertThat(Messages.AGENT_NODE.read(sample.toString().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Messages.AGENT_NODE.read(sample.toString()));
    }
}
