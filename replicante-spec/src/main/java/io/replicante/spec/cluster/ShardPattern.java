package io.replicante.spec.cluster;

/**
 * Some shards by their ids: one id, or all that begin alike.
 *
 * @param text the id; {@code *} stands for any text, and may only be the last character
 */
record ShardPattern(String text) {
    ShardPattern {
        int star = text.indexOf('*');
        if (text.isEmpty() || (star >= 0 && star != text.length() - 1)) {
            throw new IllegalArgumentException(
                    "shards is an id, or the beginning of ids with a * behind it, not '" + text + "'");
        }
    }

    static ShardPattern of(String text) {
        return new ShardPattern(text);
    }

    boolean covers(String shardId) {
        return text.endsWith("*") ? shardId.startsWith(text.substring(0, text.length() - 1)) : shardId.equals(text);
    }
}
