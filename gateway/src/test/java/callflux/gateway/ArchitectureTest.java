package callflux.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import callflux.gateway.call.Call;
import callflux.gateway.call.CallListener;
import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/// Which way the arrows point: adapters know the core, never one another; the core knows values;
/// and values know nothing.
@AnalyzeClasses(packages = "callflux", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] ADAPTERS = {
    "callflux.gateway.twilio..",
    "callflux.gateway.realtime..",
    "callflux.gateway.simulator..",
    "callflux.gateway.ops..",
    "callflux.gateway.spend..",
    "callflux.gateway.tool..",
    "callflux.gateway.appointments..",
    "callflux.gateway.softphone..",
    "callflux.gateway.transcript..",
    "callflux.gateway.database..",
    "callflux.gateway.analysis..",
    "callflux.gateway.history..",
  };
  private static final String[] MECHANISMS = {
    "callflux.gateway.config..", "callflux.gateway.http..", "callflux.gateway.journal..",
  };

  @ArchTest
  static final ArchRule rings =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("root")
          .definedBy("callflux.gateway")
          .layer("adapters")
          .definedBy(ADAPTERS)
          .layer("stream")
          .definedBy("callflux.gateway.stream..")
          .layer("archive")
          .definedBy("callflux.gateway.archive..")
          .layer("call")
          .definedBy("callflux.gateway.call..")
          .layer("agent")
          .definedBy("callflux.gateway.agent..")
          .layer("mechanisms")
          .definedBy(MECHANISMS)
          .layer("privacy")
          .definedBy("callflux.gateway.privacy..")
          .layer("wires")
          .definedBy("callflux.codec.twilio..", "callflux.codec.realtime..")
          .layer("values")
          .definedBy("callflux.codec.audio..", "callflux.codec.json..")
          .whereLayer("root")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("adapters")
          .mayOnlyBeAccessedByLayers("root")
          .whereLayer("stream")
          .mayOnlyBeAccessedByLayers("root", "adapters")
          .whereLayer("archive")
          .mayOnlyBeAccessedByLayers("root", "adapters")
          .whereLayer("call")
          .mayOnlyBeAccessedByLayers("root", "adapters", "stream", "archive")
          .whereLayer("agent")
          .mayOnlyBeAccessedByLayers("root", "adapters", "call")
          .whereLayer("mechanisms")
          .mayOnlyBeAccessedByLayers("root", "adapters", "stream", "agent")
          .whereLayer("privacy")
          .mayOnlyBeAccessedByLayers("adapters", "call", "mechanisms")
          .whereLayer("values")
          .mayOnlyBeAccessedByLayers("root", "adapters", "stream", "call", "agent", "wires");

  @ArchTest
  static final ArchRule adaptersDoNotKnowOneAnother =
      slices()
          .matching(
              "callflux.gateway.(twilio|realtime|simulator|ops|spend|tool|appointments|softphone"
                  + "|transcript|database|analysis|history)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule mechanismsDoNotKnowTheCore =
      noClasses()
          .that()
          .resideInAnyPackage(MECHANISMS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("callflux.gateway.call..", "callflux.gateway.agent..");

  @ArchTest
  static final ArchRule theWiresDoNotKnowOneAnother =
      slices().matching("callflux.codec.(twilio|realtime)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule valuesWaitForNothing =
      noClasses()
          .that()
          .resideInAPackage("callflux.codec..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("reactor..", "io.netty.channel..", "java.net..", "java.nio.file..");

  @ArchTest
  static final ArchRule buffersEndAtTheCodec =
      noClasses()
          .that()
          .resideInAnyPackage("callflux.gateway.call..", "callflux.gateway.agent..")
          .should()
          .dependOnClassesThat(Predicates.resideInAnyPackage("io.netty..", "reactor.netty.."));

  @ArchTest
  static final ArchRule whoListensToWordsSaysSo =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .implement(CallListener.class)
          .and()
          .haveName("said")
          .should(
              new ArchCondition<JavaMethod>("be in a class that says whether it wants words") {
                @Override
                public void check(JavaMethod said, ConditionEvents events) {
                  boolean wants =
                      said.getOwner().tryGetMethod("wantsWords", Call.class).isPresent();
                  events.add(
                      new SimpleConditionEvent(said, wants, said.getOwner().getSimpleName()));
                }
              })
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule everythingIsInAPackageOfItsOwn =
      classes().that().resideInAPackage("callflux..").should().resideOutsideOfPackage("callflux");
}
