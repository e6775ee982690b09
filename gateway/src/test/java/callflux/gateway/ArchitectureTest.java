package callflux.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

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
  };
  private static final String[] MECHANISMS = {
    "callflux.gateway.config..", "callflux.gateway.http..",
  };

  @ArchTest
  static final ArchRule rings =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("root")
          .definedBy("callflux.gateway")
          .layer("adapters")
          .definedBy(ADAPTERS)
          .layer("call")
          .definedBy("callflux.gateway.call..")
          .layer("agent")
          .definedBy("callflux.gateway.agent..")
          .layer("mechanisms")
          .definedBy(MECHANISMS)
          .layer("wires")
          .definedBy("callflux.codec.twilio..", "callflux.codec.realtime..")
          .layer("values")
          .definedBy("callflux.codec.audio..", "callflux.codec.json..")
          .whereLayer("root")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("adapters")
          .mayOnlyBeAccessedByLayers("root")
          .whereLayer("call")
          .mayOnlyBeAccessedByLayers("root", "adapters")
          .whereLayer("agent")
          .mayOnlyBeAccessedByLayers("root", "adapters", "call")
          .whereLayer("mechanisms")
          .mayOnlyBeAccessedByLayers("root", "adapters", "agent")
          .whereLayer("values")
          .mayOnlyBeAccessedByLayers("root", "adapters", "call", "agent", "wires");

  @ArchTest
  static final ArchRule adaptersDoNotKnowOneAnother =
      slices()
          .matching("callflux.gateway.(twilio|realtime|simulator|ops|spend)..")
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
  static final ArchRule everythingIsInAPackageOfItsOwn =
      classes().that().resideInAPackage("callflux..").should().resideOutsideOfPackage("callflux");
}
