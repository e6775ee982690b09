package callflux.gateway.appointments;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Who comes when, and who wants to be called back by a person. Kept in memory: as many
/// appointments as a week has slots, and the newest requests. Safe for any thread.
final class Diary {
  private static final int MOST_REQUESTS = 1_000;
  private static final int OFFERED = 3;

  private final List<Appointment> appointments = new ArrayList<>();
  private final Deque<Request> requests = new ArrayDeque<>();

  /// Somebody comes.
  ///
  /// @param callSid of the call that booked it, to which it belongs
  record Appointment(String callSid, String service, Slot slot) {}

  /// Somebody wants to speak to a person.
  record Request(String callSid, String reason) {}

  /// Books a slot, unless it is taken.
  ///
  /// @return whether it was free
  synchronized boolean book(Appointment appointment) {
    if (isTaken(appointment.slot())) {
      return false;
    }
    appointments.add(appointment);
    return true;
  }

  /// Moves what a call has booked last.
  ///
  /// @return as it is now; the same as before if the slot is taken
  synchronized Optional<Appointment> move(String callSid, Slot to) {
    return last(callSid)
        .map(appointment -> {
          if (isTaken(to)) {
            return appointment;
          }
          var moved = new Appointment(callSid, appointment.service(), to);
          appointments.remove(appointment);
          appointments.add(moved);
          return moved;
        });
  }

  /// Takes back what a call has booked last.
  ///
  /// @return what that was
  synchronized Optional<Appointment> cancel(String callSid) {
    var last = last(callSid);
    last.ifPresent(appointments::remove);
    return last;
  }

  /// What a call has booked, newest last.
  synchronized List<Appointment> of(String callSid) {
    return appointments.stream().filter(one -> one.callSid().equals(callSid)).toList();
  }

  /// Everything, newest last.
  synchronized List<Appointment> all() {
    return List.copyOf(appointments);
  }

  synchronized void note(Request request) {
    requests.addLast(request);
    if (requests.size() > MOST_REQUESTS) {
      requests.removeFirst();
    }
  }

  /// Everyone who wants to speak to a person, newest last.
  synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  /// A few slots of the same day that are free, those nearest to one that is not, in order.
  synchronized List<String> free(Slot taken) {
    return taken.nearest().stream()
        .filter(slot -> !isTaken(slot))
        .limit(OFFERED)
        .sorted(Comparator.comparingInt(Slot::minute))
        .map(Slot::time)
        .toList();
  }

  private Optional<Appointment> last(String callSid) {
    var own = of(callSid);
    return own.isEmpty() ? Optional.empty() : Optional.of(own.getLast());
  }

  private boolean isTaken(Slot slot) {
    return appointments.stream().anyMatch(one -> one.slot().equals(slot));
  }
}
