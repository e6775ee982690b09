package callflux.gateway.simulator.local;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.simulator.Brain;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceptionistTakesAppointmentsTest {
  private static final List<String> TOOLS =
      List.of(
          "book_appointment",
          "change_appointment",
          "cancel_appointment",
          "list_appointments",
          "transfer_to_person");

  private final Dialogue dialogue;

  ReceptionistTakesAppointmentsTest() throws IOException {
    dialogue = new Dialogue(Receptionist.read(null).script());
  }

  @Test
  void whatIsMissingIsAskedForAndAllOfItReadBackBeforeItIsBooked() {
    assertThat(said("i would like to book an appointment")).startsWith("What is it for?");
    assertThat(said("cleaning")).startsWith("On which day");
    assertThat(said("on tuesday")).startsWith("At what time");
    assertThat(said("at half past ten"))
        .isEqualTo("A cleaning on Tuesday at half past ten. Is that right?");

    assertThat(hear("yes please"))
        .isEqualTo(
            new Brain.Call(
                "book_appointment",
                "{\"service\":\"cleaning\",\"day\":\"tuesday\",\"time\":\"10:30\"}"));
    assertThat(
            learnt("{\"ok\":true,\"service\":\"cleaning\",\"day\":\"tuesday\",\"time\":\"10:30\"}"))
        .isEqualTo("It is booked: a cleaning on Tuesday at half past ten. Is there anything else?");
  }

  @Test
  void allMayBeSaidAtOnce() {
    assertThat(said("i'd like to book an appointment for a check up on monday at nine"))
        .isEqualTo("A check up on Monday at nine. Is that right?");
  }

  @Test
  void valuesAloneBeginABooking() {
    assertThat(said("on friday at two thirty")).startsWith("What is it for?");
    assertThat(said("a vaccination")).contains("vaccination on Friday at half past two");
  }

  @Test
  void theCallerMayCorrectWhatIsReadBack() {
    dialogue.hear(List.of("book a cleaning on tuesday at ten"), TOOLS);
    assertThat(said("no on thursday")).contains("cleaning on Thursday at ten");
    assertThat(said("no")).startsWith("All right, I will leave it.");
    assertThat(said("yes")).doesNotContain("booked");
  }

  @Test
  void aTimeThatIsTakenIsAskedForAgainWithThoseThatAreFree() {
    dialogue.hear(List.of("book a cleaning on tuesday at ten"), TOOLS);
    hear("yes");
    assertThat(
            learnt("{\"ok\":false,\"reason\":\"taken\",\"free\":[\"10:30\",\"11:00\",\"14:00\"]}"))
        .contains("half past ten, eleven and two");
    assertThat(said("at eleven")).isEqualTo("A cleaning on Tuesday at eleven. Is that right?");
    assertThat(hear("that's right")).isInstanceOf(Brain.Call.class);
  }

  @Test
  void anAppointmentIsChangedCancelledAndListed() {
    assertThat(said("can i move my appointment to friday at four")).contains("Friday at four");
    assertThat(hear("yes"))
        .isEqualTo(new Brain.Call("change_appointment", "{\"day\":\"friday\",\"time\":\"16:00\"}"));
    assertThat(learnt("{\"ok\":false,\"reason\":\"none\"}")).contains("no appointment");

    assertThat(said("please cancel my appointment")).endsWith("Is that right?");
    assertThat(hear("yes")).isEqualTo(new Brain.Call("cancel_appointment", "{}"));
    assertThat(learnt("{\"ok\":true}")).contains("cancelled");

    assertThat(hear("when is my appointment")).isEqualTo(new Brain.Call("list_appointments", "{}"));
    assertThat(
            learnt(
                "{\"ok\":true,\"appointments\":[{\"service\":\"check-up\",\"day\":\"monday\","
                    + "\"time\":\"09:00\"},{\"service\":\"cleaning\",\"day\":\"friday\","
                    + "\"time\":\"12:00\"}]}"))
        .contains("a check up on Monday at nine and a cleaning on Friday at twelve");
    hear("what appointments do i have");
    assertThat(learnt("{\"ok\":true,\"appointments\":[]}")).contains("no appointment");
  }

  @Test
  void aPersonIsAskedForWithAReason() {
    assertThat(hear("can i talk to a person"))
        .isEqualTo(
            new Brain.Call("transfer_to_person", "{\"reason\":\"The caller asks for a person.\"}"));
    assertThat(learnt("{\"ok\":true,\"note\":\"noted\"}")).contains("somebody will be with you");
  }

  @Test
  void aQuestionInBetweenIsAnsweredAndTheMatterGoesOn() {
    said("book a cleaning");
    assertThat(said("when are you open")).contains("nine to five").contains("On which day");
    assertThat(said("wednesday")).contains("At what time");
  }

  @Test
  void whatIsNotUnderstoodIsSaidAndThenWhatCanBeDone() {
    said("book a cleaning");
    assertThat(said("")).startsWith("Sorry").contains("On which day");
    assertThat(said("")).startsWith("You can book, change or cancel").contains("On which day");
    assertThat(said("")).isNotEmpty();
    assertThat(said("monday")).contains("At what time");
    assertThat(said("")).startsWith("Sorry");
  }

  @Test
  void whatWasSaidWhileTheAnswerWasSpokenOverCountsToo() {
    Brain.Output answer = dialogue.hear(List.of("book a cleaning", "", "on tuesday at ten"), TOOLS);
    assertThat(answer).isEqualTo(new Brain.Words("A cleaning on Tuesday at ten. Is that right?"));
  }

  @Test
  void theLastThingIsRepeated() {
    String question = said("book a cleaning");
    assertThat(said("can you repeat that please")).isEqualTo(question);
  }

  @Test
  void withoutItsToolItSaysThatItCannot() {
    assertThat(dialogue.hear(List.of("book a cleaning"), List.of()))
        .isEqualTo(
            new Brain.Words("I am sorry but I can not do that here. Is there anything else?"));
  }

  @Test
  void whoSpeaksWhileAToolRunsIsAskedToWaitAndTheToolIsCalledOnce() {
    hear("cancel my appointment");
    hear("yes");
    assertThat(said("yes")).contains("moment");
    assertThat(learnt("{\"ok\":true}")).contains("cancelled");
  }

  @Test
  void aToolThatFailsIsAdmitted() {
    for (String failure : List.of("{\"error\":\"timeout\"}", "no JSON", "[]", "")) {
      hear("cancel my appointment");
      hear("yes");
      assertThat(learnt(failure)).contains("did not work");
    }
  }

  private Brain.Output hear(String words) {
    return dialogue.hear(List.of(words), TOOLS);
  }

  private String said(String words) {
    return words(hear(words));
  }

  private String learnt(String output) {
    return words(dialogue.learn(output));
  }

  private static String words(Brain.Output output) {
    return output instanceof Brain.Words(String words) ? words : output.toString();
  }
}
