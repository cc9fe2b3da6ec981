package io.replicante.spec.datastore;

import io.replicante.spec.InvalidInputException;
import io.replicante.spec.datastore.MembershipConfiguration.ConfiguredMember;
import io.replicante.spec.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A form that agents of any datastore can write: {@code {"members": [{"id": "a", "type": "voter", "attributes": {"k": "v"}}]}},
 * with a version in decimal digits.
 */
final class MembersJson {
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,18}");

    record Body(List<Member> members) {
        Body {
            members = List.copyOf(members);
        }
    }

    record Member(String id, String type, Map<String, String> attributes) {
        Member {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(type, "type");
            attributes = Map.copyOf(attributes);
        }
    }

    private MembersJson() {}

    static MembershipConfiguration parse(String text, String version) {
        if (!DECIMAL.matcher(version.strip()).matches()) {
            throw new IllegalArgumentException("\"" + version + "\" is not a decimal version");
        }
        Body body;
        try {
            body = Json.read(text, Body.class);
        } catch (InvalidInputException malformed) {
            throw new IllegalArgumentException(malformed.getMessage(), malformed);
        }
        List<ConfiguredMember> members = body.members().stream()
                .map(member -> new ConfiguredMember(member.id(), member.type(), member.attributes()))
                .toList();
        return new MembershipConfiguration(Long.parseLong(version.strip()), text, members);
    }
}
