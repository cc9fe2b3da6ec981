package io.replicante.examples.server.worlds;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;

/** The configuration of a pretended cluster: who is a member. Thread-safe. */
final class Members {
    private final Software software;
    private final TreeSet<String> ids = new TreeSet<>();
    private long version = 1;

    Members(Software software) {
        this.software = software;
    }

    synchronized void join(String id) {
        ids.add(id);
        version++;
    }

    synchronized void leave(String id) {
        ids.remove(id);
        version++;
    }

    synchronized Set<String> ids() {
        return Set.copyOf(ids);
    }

    synchronized String version() {
        return Long.toHexString(version);
    }

    /** What a ZooKeeper calls the member. */
    static String line(String id) {
        return "server." + id + "=127.0.0.1:1" + id + ":2" + id + ":participant;127.0.0.1:3" + id;
    }

    /** As the datastore writes it. */
    synchronized String text() {
        if (software.definition().equals("zookeeper")) {
            StringBuilder text = new StringBuilder();
            ids.forEach(id -> text.append(line(id)).append('\n'));
            return text + "version=" + Long.toHexString(version);
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode members = json.putArray("members");
        for (String id : ids) {
            members.addObject().put("id", id).put("type", software.type()).putObject("attributes");
        }
        return json.toString();
    }
}
