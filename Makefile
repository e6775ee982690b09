# One line a target, over Maven or the jar. `make help` lists them.
.DEFAULT_GOAL := help

# Any JDK 25 that is installed will do: JAVA_HOME if it is one, else the usual places.
is-25 = $(shell grep -qs '^JAVA_VERSION="25' '$(1)/release' && test -x '$(1)/bin/javac' && echo '$(1)')
PLACES := $(JAVA_HOME) $(wildcard /usr/lib/jvm*/* /opt/*jdk* /opt/java/* $(HOME)/.sdkman/candidates/java/* $(HOME)/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home)
JDK := $(firstword $(foreach place,$(PLACES),$(call is-25,$(place))))
export JAVA_HOME := $(JDK)
# Maven's own libraries are older than the JDK's warnings.
export MAVEN_OPTS := --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED $(MAVEN_OPTS)

MVN := mvn -B -ntp -q
TOLD := -Dorg.slf4j.simpleLogger.log.org.apache.maven.plugins.shade=error
JAR := gateway/target/callflux.jar
BENCH := bench/target/callflux-bench.jar
AOT := gateway/target/callflux.aot
FLAGS := @gateway/jvm.options
JAVA := $(JDK)/bin/java --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow

PEERED := --subjects=callflux,node,openai,fastapi,haproxy

.PHONY: help run aot test check drills format call bench report package clean jdk

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "%-10s %s\n", $$1, $$2}' Makefile

jdk:
	@test -n '$(JDK)' || { echo 'Callflux needs JDK 25: install one (https://adoptium.net, or "sdk install java 25-tem") or point JAVA_HOME at it.' >&2; exit 1; }

run: $(JAR) ## Start the gateway; without OPENAI_API_KEY, in local mode
	$(JDK)/bin/java $(FLAGS) $(if $(wildcard $(AOT)),-XX:AOTCache=$(AOT)) -jar $(JAR)

aot: $(JAR) $(BENCH) ## Record a start under load, so that later ones are warm at once
	$(JAVA) -jar $(BENCH) load --calls=50 --per-second=20 --warm-up=2 --seconds=15 \
		--out=gateway/target/aot --jvm='$(FLAGS) -XX:AOTCacheOutput=$(AOT)'

call: $(BENCH) ## Place a simulated call to a running gateway
	$(JAVA) -jar $(BENCH) call $(ARGS)

bench: $(JAR) $(BENCH) ## Find how many calls this machine holds, and compare; takes some 90 minutes
	$(JAVA) -jar $(BENCH) compare --profile=ECHO --calls=200,400 --warm-up=40
	$(JAVA) -jar $(BENCH) compare --profile=TALK --calls=100,200,500 --warm-up=25 --subjects=callflux,haproxy
	$(JAVA) -jar $(BENCH) capacity --profile=ECHO --first=200 $(PEERED)
	$(JAVA) -jar $(BENCH) capacity --profile=TALK --first=400 $(PEERED)
	$(JAVA) -jar $(BENCH) memory
	$(JAVA) -jar $(BENCH) soak

report: $(BENCH) ## Make a page of what the bench found
	$(JAVA) -jar $(BENCH) report $(ARGS)

test: jdk ## Run every test that needs only a JDK and Maven
	mvn -B -ntp $(TOLD) verify

check: jdk ## Everything else that CI does: format, conformance, foreign peers
	.ci/check

drills: jdk ## Print what outages of the database cost calls, and how fast a backlog ships; ten minutes
	mvn -B -ntp $(TOLD) test -pl codec,gateway,bench -Dtest.left.out= -Dgroups=long -Dsurefire.failIfNoSpecifiedTests=false \
		-Dtest='NothingSaidIsLostTest,OutagesAreNotHeardTest,BacklogIsShippedByTheGatewayTest,BacklogIsShippedTest'
	@cat bench/target/surefire-reports/*OutagesAreNotHeard*-output.txt gateway/target/surefire-reports/*BacklogIsShippedTest-output.txt

format: jdk ## Format the Java sources
	$(MVN) spotless:apply

package: jdk ## Build the jars, without tests
	$(MVN) package -DskipTests

clean: jdk ## Remove what was built
	$(MVN) clean

$(JAR): $(shell find pom.xml codec/pom.xml gateway/pom.xml codec/src/main gateway/src/main -type f 2>/dev/null) | jdk
	$(MVN) package -DskipTests -pl codec,gateway

$(BENCH): $(shell find pom.xml */pom.xml */src/main -type f 2>/dev/null) | jdk
	$(MVN) package -DskipTests
