package io.replicante.agent.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.replicante.spec.ConflictException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerDirectoryTest {

    private static final EnsembleMember ONE = EnsembleMember.parse("server.1=a:1:2:participant;127.0.0.1:3");
    private static final EnsembleMember SELF = EnsembleMember.parse("server.2=b:1:2:participant;127.0.0.1:3");

    @TempDir
    Path root;

    private ServerDirectory directory;

    @BeforeEach
    void describe() {
        directory = new ServerDirectory(root.resolve("server"), SELF, ServerSettings.defaults());
    }

    @Test
    void writesNothingUntilItIsToldWhatTheServerIs() {
        assertThat(directory.isConfigured()).isFalse();
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void formsWithItselfAsTheOnlyVoterAndATrustedEmptyHistory() throws IOException {
        directory.form();

        assertThat(directory.isConfigured()).isTrue();
        assertThat(directory.configuredMembers()).isEqualTo(EnsembleConfig.of(SELF));
        assertThat(data("myid")).hasContent("2");
        assertThat(data("initialize")).exists();
    }

    @Test
    void learnsWithoutAVoteAndWithoutATrustedEmptyHistory() throws IOException {
        directory.learn(EnsembleConfig.parse("server.1=a:1:2;127.0.0.1:3\nversion=100000000"));

        assertThat(directory.configuredMembers()).isEqualTo(EnsembleConfig.of(ONE, SELF.as(MemberType.OBSERVER)));
        assertThat(data("initialize")).doesNotExist();
    }

    @Test
    void keepsWhatItHasWhenToldTheSameAgain() throws IOException {
        directory.form();
        Files.delete(data("initialize"));

        directory.form();

        assertThat(data("initialize")).doesNotExist();
    }

    @Test
    void neverTurnsALearnerIntoTheFounderOfAnotherEnsemble() {
        directory.learn(EnsembleConfig.of(ONE));

        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> directory.form());
    }

    @Test
    void neverTurnsAFounderIntoALearnerOfAnotherEnsemble() throws IOException {
        directory.form();

        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> directory.learn(EnsembleConfig.of(ONE)))
                .withMessageContaining("another ensemble");
        assertThat(directory.configuredMembers()).isEqualTo(EnsembleConfig.of(SELF));
    }

    @Test
    void refusesDataOfUnknownOrigin() throws IOException {
        Files.createDirectories(data("version-2"));

        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> directory.form());
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> directory.learn(EnsembleConfig.of(ONE)));
    }

    @Test
    void refusesToLearnFromNobodyOrUnderAnIdThatIsTaken() {
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> directory.learn(EnsembleConfig.of(ONE.as(MemberType.OBSERVER))));
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> directory.learn(
                        EnsembleConfig.of(ONE, EnsembleMember.parse("server.2=other:1:2;127.0.0.1:3"))));
    }

    @Test
    void learnsAgainFromMembersThatMovedOn() throws IOException {
        EnsembleMember three = EnsembleMember.parse("server.3=c:1:2;127.0.0.1:3");
        directory.learn(EnsembleConfig.of(ONE));

        directory.learn(EnsembleConfig.of(ONE, three));

        assertThat(directory.configuredMembers().members()).containsOnlyKeys(1L, 2L, 3L);
    }

    @Test
    void makesALearnerWhoseLeaderDoesNotNameItStartAgain() throws IOException {
        directory.learn(EnsembleConfig.of(ONE));
        asTheServerDoes("100000000", EnsembleConfig.of(ONE));

        directory.prepareStart();

        assertThat(directory.configuredMembers()).isEqualTo(EnsembleConfig.of(ONE, SELF.as(MemberType.OBSERVER)));
    }

    @Test
    void leavesAMemberAsItIs() throws IOException {
        directory.learn(EnsembleConfig.of(ONE));
        asTheServerDoes("100000005", EnsembleConfig.of(ONE, SELF));

        directory.prepareStart();
        directory.learn(EnsembleConfig.of(ONE));

        assertThat(directory.configuredMembers()).isEqualTo(EnsembleConfig.of(ONE, SELF));
    }

    @Test
    void refusesToStartAnIdleMachine() {
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> directory.prepareStart());
    }

    @Test
    void remembersThatItHadAVoteUntilItLearnsAnew() throws IOException {
        directory.learn(EnsembleConfig.of(ONE));
        assertThat(directory.wasParticipant()).isFalse();
        asTheServerDoes("100000005", EnsembleConfig.of(ONE, SELF));
        asTheServerDoes("100000009", EnsembleConfig.of(ONE));
        assertThat(directory.wasParticipant()).isTrue();

        directory.learn(EnsembleConfig.of(ONE));

        assertThat(directory.wasParticipant()).isFalse();
    }

    @Test
    void countsNoVoteThatWasOnlyProposed() throws IOException {
        directory.learn(EnsembleConfig.of(ONE));
        Files.writeString(
                root.resolve("server/zoo.cfg.dynamic.next"),
                EnsembleConfig.of(ONE, SELF).render());

        assertThat(directory.wasParticipant()).isFalse();
    }

    @Test
    void startsTheServerItselfWithTheFewestLibraries() {
        List<String> command = directory.command();

        assertThat(command.get(0)).endsWith("java");
        assertThat(command).contains("org.apache.zookeeper.server.quorum.QuorumPeerMain");
        assertThat(command).contains("-Dzookeeper.db.autocreate=false");
        assertThat(command.get(command.size() - 1))
                .isEqualTo(root.resolve("server/zoo.cfg").toString());
        assertThat(command.get(command.indexOf("-cp") + 1).split(File.pathSeparator))
                .hasSize(6)
                .allSatisfy(library -> assertThat(Path.of(library)).exists());
    }

    private Path data(String name) {
        return directory.dataDirectory().resolve(name);
    }

    /** Rewrites the files the way a running server does when its ensemble agrees on members. */
    private void asTheServerDoes(String version, EnsembleConfig members) throws IOException {
        Path config = root.resolve("server/zoo.cfg");
        Path agreed = root.resolve("server/zoo.cfg.dynamic." + version);
        Files.writeString(agreed, members.renderEntries());
        String kept = Files.readString(config).replaceAll("(?m)^dynamicConfigFile=.*\n", "");
        Files.writeString(config, kept + "dynamicConfigFile=" + agreed + "\n");
    }
}
