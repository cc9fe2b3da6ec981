package io.replicante.spec.cluster;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names a platform.
 *
 * @param nsId its namespace
 * @param name its name
 * @param inherited whether the namespace was left out, being that of the cluster which refers to the platform. It makes no
 *     other platform of it: equality leaves it out
 */
public record PlatformRef(
        String nsId,
        String name,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean inherited) {
    /** Refuses nulls. */
    public PlatformRef {
        Objects.requireNonNull(nsId, "ns_id");
        Objects.requireNonNull(name, "name");
    }

    /**
     * Names a platform with its namespace.
     *
     * @param nsId its namespace
     * @param name its name
     */
    public PlatformRef(String nsId, String name) {
        this(nsId, name, false);
    }

    @JsonCreator
    static PlatformRef fromJson(
            @JsonProperty("ns_id") String nsId,
            @JsonProperty("name") String name,
            @JsonProperty("inherited") @Nullable Boolean inherited) {
        return new PlatformRef(nsId, name, Boolean.TRUE.equals(inherited));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PlatformRef ref && nsId.equals(ref.nsId) && name.equals(ref.name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(nsId, name);
    }
}
