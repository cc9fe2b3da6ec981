package io.replicante.platform.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.http.Answer;
import io.replicante.http.Call;
import io.replicante.http.Endpoint;
import io.replicante.spec.ConflictException;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.UnsupportedException;
import io.replicante.spec.json.Json;
import io.replicante.spec.platform.DeprovisionRequest;
import io.replicante.spec.platform.Platform;
import io.replicante.spec.platform.PlatformToken;
import io.replicante.spec.platform.ProvisionRequest;
import io.replicante.spec.platform.ProvisionResponse;
import io.replicante.spec.protocol.ErrorBody;
import io.replicante.spec.protocol.MessageType;
import io.replicante.spec.protocol.Messages;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeSet;

/** The paths of a platform. Thread-safe. */
final class PlatformApi implements Endpoint {
    private final Platform platform;

    PlatformApi(Platform platform) {
        this.platform = platform;
    }

    @Override
    public Answer answer(Call call) {
        try {
            return switch (call.method() + " " + call.path()) {
                case "GET /discover" -> Answer.json(Answer.OK, Messages.DISCOVER_RESPONSE.bytes(platform.discover()));
                case "POST /provision" -> provision(read(call, Messages.PROVISION_REQUEST), token(call));
                case "POST /deprovision" -> deprovision(read(call, Messages.DEPROVISION_REQUEST), token(call));
                default -> Answer.empty(Answer.NOT_FOUND);
            };
        } catch (MalformedException malformed) {
            return Answer.text(Answer.BAD_REQUEST, String.valueOf(malformed.getMessage()));
        } catch (UnsupportedException refused) {
            return Answer.error(Answer.BAD_REQUEST, refused);
        } catch (ConflictException contradicted) {
            return Answer.error(Answer.CONFLICT, contradicted);
        }
    }

    private Answer provision(ProvisionRequest request, Optional<PlatformToken> token) {
        if (!request.cluster().nodes().containsKey(request.nodeGroupId())) {
            return unknownGroup(request);
        }
        ProvisionResponse provisioned =
                token.isPresent() ? platform.provision(request, token.get()) : platform.provision(request);
        return Answer.json(Answer.OK, Messages.PROVISION_RESPONSE.bytes(provisioned));
    }

    private Answer deprovision(DeprovisionRequest request, Optional<PlatformToken> token) {
        token.ifPresentOrElse(known -> platform.deprovision(request, known), () -> platform.deprovision(request));
        return Answer.empty(Answer.NO_CONTENT);
    }

    private static Optional<PlatformToken> token(Call call) {
        try {
            return PlatformToken.from(call.header(PlatformToken.ACTION_ID), call.header(PlatformToken.EPOCH));
        } catch (InvalidInputException malformed) {
            throw new MalformedException(malformed);
        }
    }

    /** The keys are the original's, which the reader of an error would not understand without the flag. */
    private static Answer unknownGroup(ProvisionRequest request) {
        ErrorBody error = ErrorBody.of("the cluster's definition has no node group " + request.nodeGroupId());
        ObjectNode body = (ObjectNode) Messages.ERROR_BODY.tree(error);
        body.put("node_group_id", request.nodeGroupId());
        new TreeSet<>(request.cluster().nodes().keySet()).forEach(body.putArray("defined_node_groups")::add);
        return Answer.json(Answer.BAD_REQUEST, Json.write(body).getBytes(StandardCharsets.UTF_8));
    }

    private static <T> T read(Call call, MessageType<T> type) {
        try {
            return type.read(call.json());
        } catch (InvalidInputException malformed) {
            throw new MalformedException(malformed);
        }
    }

    /** The body is not the message that it should be; a platform's own refusals are another matter. */
    private static final class MalformedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedException(InvalidInputException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
