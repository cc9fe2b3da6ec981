package io.replicante.spec.datastore;

/** Definitions as texts, for tests to vary. */
final class Definition {
    /** Only what is required. */
    static final String MINIMAL = """
            apiVersion: replicante.io/v1
            kind: DatastoreDefinition
            metadata: {name: tiny, title: Tiny}
            spec:
              stores: [tiny]
              versions: ">=1 <3"
              shardClasses:
                - match: "*"
                  primaries: {min: 0, max: 1}
                  durability: {model: quorum}
                  offsets: {unit: seconds}
              members:
                configuration: {from: t/config, version: t/version, format: members-json, member: t/id}
                votes: "1"
                holdsData: "true"
              failover: {mode: automatic, unavailableAtMost: PT5S}
              membership:
                initialise: {mode: auto, startForms: never}
            """;

    /** Everything that there is. */
    static final String FULL = """
            apiVersion: replicante.io/v1
            kind: DatastoreDefinition
            metadata: {name: full, title: Full, sources: [a, b]}
            spec:
              stores: [full, full.replica]
              versions: ">=1 <3"
              shardClasses:
                - match: "meta"
                  layout: single
                  primaries: {min: 1, max: 1}
                  durability: {model: quorum}
                  offsets: {unit: milliseconds, granularity: PT1S}
                - match: "data-*"
                  layout: by-id
                  primaries: {min: 1, max: 2}
                  durability:
                    {model: in-sync, k: "primary.extras['t/k']", min: "2", set: "['a']", authority: store, degradesTo: primary, degradesUnless: "primary.extras['t/strict'] == true"}
                  acknowledges: one
                  offsets: {unit: zxid}
                - match: "table-*"
                  primaries: {min: 0, max: 0}
                  durability: {model: replicated, n: "node.extras['t/n']", w: "2", r: "1", hintWindow: PT3H}
                  offsets: {unit: none}
                - match: "cache-*"
                  primaries: {min: 1, max: 1}
                  durability: {model: primary, min: "node.extras['t/replicas'] + 1"}
                  offsets: {unit: bytes}
              members:
                configuration:
                  from: t/config
                  version: t/version
                  format: members-json
                  member: t/id
                  otherwise: observed
                  views: newest
                votes: "member.type == 'voter' ? 1 : 0"
                holdsData: "member.type != 'arbiter'"
                electable: "member.type == 'voter' && true"
                acknowledges: "member.type != 'learner'"
                incarnation: t/start
                storage: {durableWhen: "node.extras['t/fsync'] == 'on'"}
              failover:
                mode: commanded
                onStop: unknown
                unavailableAtMost: PT15S
                switchover: t.org/swap
                promote: t.org/promote
                follow: t.org/swap
                revoke: {action: t.org/mystery, proves: write-refusing}
                quiesce: {action: t.org/ping, resume: t.org/restart}
                stepDown: t.org/swap
                detached: "node.extras['t/follows'] != subject.member_id"
                selfFence: {after: PT20S, contact: "node.extras['t/heard_seconds_ago']", margin: PT2S}
              membership:
                initialise: {mode: action, action: t.org/init, startForms: first}
                smallest: 3
              capacity: {free: "node.extras['t/free']", needed: "subject.extras['t/used']"}
              failureDomain: t/zone
              signs:
                readOnly: "node.extras['t/x'] == 1"
                replicates: "node.extras['t/x'] == 2"
                follows: "node.extras['t/k']"
                leader: "node.extras['t/k']"
                delay: "node.extras['t/x']"
                diskUsedPercent: "node.extras['t/x']"
                diskFailed: "node.extras['t/x'] == 3"
                settings: "node.extras['t/k']"
                clock: "node.extras['t/x']"
              reports:
                node: [t/id, t/start, t/zone]
                store: [t/config, t/version, t/k, t/n, t/replicas, t/fsync, t/free, t/used, t/repaired, t/moving, t/dead, t/x]
              versionSkew: {major: 1, minor: 2, order: secondaries-first}
              repair: {action: t.org/ping, began: t/repaired}
              foreignChanges:
                - {when: "node.extras['t/moving'] > 0", meaning: "somebody moves data", toldBy: any}
              witnesses:
                - {confirms: "subject.node_id in node.extras['t/dead']", meaning: "its peer lost the link"}
              actions:
                t.org/init:
                  runsOn: subject
                  args: {size: "declaration.size"}
                  footprint: {forms: subject}
                  completeWhen: "subject.status == 'HEALTHY'"
                  deadline: PT2M
                  idempotent: true
                t.org/swap:
                  runsOn: primary
                  footprint: {joins: {subject: voter}, leaves: lost, atomic: true}
                  requires: ["shard.caughtUp(subject)", "true"]
                  deadline: PT2M
                t.org/restart:
                  runsOn: member-other-than-subject
                  footprint: {away: subject, atMost: PT1M}
                  deadline: PT1M
                t.org/ping:
                  runsOn: subject
                  footprint: none
                  deadline: PT1S
                t.org/mystery: {runsOn: subject, deadline: PT1S}
                t.org/gone: {runsOn: subject, footprint: worst, deadline: PT1S}
                t.org/promote:
                  runsOn: subject
                  footprint: {movesPrimary: subject, stopsWritesAtMost: PT5S}
                  deadline: PT9S
                  undoneBy: t.org/swap
                  variants:
                    - versions: ">=2"
                      when: "subject.status == 'UNHEALTHY'"
                      args: {force: "true"}
                      footprint: {rebuilds: subject, donors: "node.status == 'HEALTHY'", donorsServe: true}
                      requires: ["lost.member_id == '1'"]
                      completeWhen: "primary.node_id == 'a'"
                      runsOn: member-other-than-subject
                      deadline: PT20S
              checks:
                - {code: T_ONE, severity: INFO, when: "node.extras['t/x'] > 1", message: "One."}
                - {code: T_TWO, severity: ERROR, when: "node.extras['t/x'] > 2", message: "Two."}
            """;

    private Definition() {}
}
