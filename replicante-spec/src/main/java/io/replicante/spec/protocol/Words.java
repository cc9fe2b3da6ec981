package io.replicante.spec.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.action.OrchestratorActionPhase;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.cluster.Declaration.Approval;
import io.replicante.spec.cluster.Declaration.Expand;
import io.replicante.spec.cluster.Declaration.Initialise;
import io.replicante.spec.cluster.NamespaceStatus;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.OffsetUnit;
import io.replicante.spec.model.ShardRole;
import io.replicante.spec.report.OrchestrateMode;
import io.replicante.spec.report.OrchestrateReport.Category;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The words of the protocol: what is one of a few values, some of them with a text. Stateless. */
final class Words {
    private static final Map<String, ActionPhase> ACTION_PHASES = words(ActionPhase.values(), ActionPhase::name);
    private static final Map<String, NodeActionPhase> NODE_ACTION_PHASES =
            words(NodeActionPhase.values(), NodeActionPhase::name);
    private static final Map<String, OrchestratorActionPhase> ORCHESTRATOR_ACTION_PHASES =
            words(OrchestratorActionPhase.values(), OrchestratorActionPhase::name);
    private static final Map<String, NamespaceStatus> NAMESPACE_STATUSES =
            words(NamespaceStatus.values(), Words::capitalised);
    private static final Map<String, OrchestrateMode> MODES = words(OrchestrateMode.values(), Words::lower);
    private static final Map<String, Category> CATEGORIES = words(Category.values(), Words::capitalised);
    private static final Map<String, Approval> APPROVALS = words(Approval.values(), Words::lower);
    private static final Map<String, NodeStatus.Code> STATUSES = words(NodeStatus.Code.values(), NodeStatus.Code::name);
    private static final Set<NodeStatus.Code> CORE_ONLY =
            EnumSet.of(NodeStatus.Code.UNREACHABLE, NodeStatus.Code.INCOMPLETE);

    private static final Map<String, Expand.Mode> EXPAND_MODES = Map.of(
            "Add", Expand.Mode.ADD,
            "add", Expand.Mode.ADD,
            "Auto", Expand.Mode.AUTO,
            "auto", Expand.Mode.AUTO,
            "Join", Expand.Mode.JOIN,
            "join", Expand.Mode.JOIN);
    private static final Map<String, Initialise.Mode> INITIALISE_MODES = Map.of(
            "Auto", Initialise.Mode.AUTO,
            "auto", Initialise.Mode.AUTO,
            "SingleNode", Initialise.Mode.SINGLE_NODE,
            "single-node", Initialise.Mode.SINGLE_NODE,
            "single_node", Initialise.Mode.SINGLE_NODE);

    private static final String UNKNOWN = "UNKNOWN";
    private static final String ROLE_FORM = "Primary, Secondary, Recovering or {\"Other\": text}";
    private static final String UNIT_FORM = "milliseconds, seconds or {\"unit\": text}";

    private Words() {}

    private static <E> Map<String, E> words(E[] values, Function<E, String> name) {
        return Arrays.stream(values).collect(Collectors.toUnmodifiableMap(name, value -> value));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String capitalised(Enum<?> value) {
        return value.name().charAt(0) + lower(value).substring(1);
    }

    static ActionPhase actionPhase(Cursor json) {
        return json.word(ACTION_PHASES, "NEW, RUNNING, DONE or FAILED");
    }

    static NodeActionPhase nodeActionPhase(Cursor json) {
        return json.word(NODE_ACTION_PHASES, "the phase of a node action, such as PENDING_SCHEDULE");
    }

    static OrchestratorActionPhase orchestratorActionPhase(Cursor json) {
        return json.word(ORCHESTRATOR_ACTION_PHASES, "the state of an orchestrator action, such as PENDING_SCHEDULE");
    }

    static NamespaceStatus namespaceStatus(Cursor json) {
        return json.word(NAMESPACE_STATUSES, "Active, Observed, Inactive, Deleting or Deleted");
    }

    static JsonNode namespaceStatus(NamespaceStatus status) {
        return Trees.text(capitalised(status));
    }

    static OrchestrateMode mode(Cursor json) {
        return json.word(MODES, "sync, observe or delete");
    }

    static JsonNode mode(OrchestrateMode mode) {
        return Trees.text(lower(mode));
    }

    static Category category(Cursor json) {
        return json.word(CATEGORIES, "Decision or Error");
    }

    static JsonNode category(Category category) {
        return Trees.text(capitalised(category));
    }

    static Approval approval(Cursor json) {
        return json.word(APPROVALS, "granted or required");
    }

    static JsonNode approval(Approval approval) {
        return Trees.text(lower(approval));
    }

    static Expand.Mode expandMode(Cursor json) {
        return json.word(EXPAND_MODES, "Add, Auto or Join");
    }

    static JsonNode expandMode(Expand.Mode mode) {
        return Trees.text(capitalised(mode));
    }

    static Initialise.Mode initialiseMode(Cursor json) {
        return json.word(INITIALISE_MODES, "Auto or SingleNode");
    }

    static JsonNode initialiseMode(Initialise.Mode mode) {
        return Trees.text(mode == Initialise.Mode.AUTO ? "Auto" : "SingleNode");
    }

    /** The status of a node as its agent may report it. */
    static NodeStatus agentStatus(Cursor json) {
        NodeStatus status = status(json);
        if (CORE_ONLY.contains(status.code())) {
            throw json.refuse("is for the control plane to say, not for agents");
        }
        return status;
    }

    /** The status of a node as the control plane shows it. */
    static NodeStatus status(Cursor json) {
        if (json.isText()) {
            NodeStatus.Code code = json.word(STATUSES, "the status of a node, such as HEALTHY");
            return code == NodeStatus.Code.UNKNOWN ? NodeStatus.unknown("") : NodeStatus.of(code);
        }
        return NodeStatus.unknown(payload(json, UNKNOWN, "the status of a node, such as HEALTHY"));
    }

    static JsonNode status(NodeStatus status) {
        return status.code() == NodeStatus.Code.UNKNOWN
                ? Trees.object().put(UNKNOWN, status.reason())
                : Trees.text(status.code().name());
    }

    static ShardRole role(Cursor json) {
        if (json.isText()) {
            return switch (json.text().toLowerCase(Locale.ROOT)) {
                case "primary" -> ShardRole.PRIMARY;
                case "secondary" -> ShardRole.SECONDARY;
                case "recovering" -> ShardRole.RECOVERING;
                case "unknown" -> ShardRole.other(json.text());
                default -> throw json.refuse("must be " + ROLE_FORM);
            };
        }
        String key = json.node().size() == 1 && json.node().isObject()
                ? json.node().fieldNames().next()
                : "";
        boolean other = key.equalsIgnoreCase("Other") || key.equalsIgnoreCase(UNKNOWN);
        return ShardRole.other(payload(json, other ? key : "Other", ROLE_FORM));
    }

    static JsonNode role(ShardRole role) {
        return switch (role.kind()) {
            case PRIMARY -> Trees.text("Primary");
            case SECONDARY -> Trees.text("Secondary");
            case RECOVERING -> Trees.text("Recovering");
            case OTHER -> Trees.object().put("Other", role.other());
        };
    }

    static OffsetUnit unit(Cursor json) {
        if (!json.isText()) {
            return OffsetUnit.of(payload(json, "unit", UNIT_FORM));
        }
        return switch (json.text()) {
            case "milliseconds" -> OffsetUnit.MILLISECONDS;
            case "seconds" -> OffsetUnit.SECONDS;
            default -> OffsetUnit.of(json.text());
        };
    }

    static JsonNode unit(OffsetUnit unit) {
        return unit.custom() ? Trees.object().put("unit", unit.name()) : Trees.text(unit.name());
    }

    /** The text that goes with a word: an object with that one member. */
    private static String payload(Cursor json, String word, String form) {
        if (!json.node().isObject()
                || json.node().size() != 1
                || !json.node().path(word).isTextual()) {
            throw json.refuse("must be " + form);
        }
        return json.node().get(word).textValue();
    }
}
