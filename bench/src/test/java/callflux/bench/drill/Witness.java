package callflux.bench.drill;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What a model's server has told of calls, by the number that each is from: none is used twice.
final class Witness {
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();

  /// Begins the account of a call that has been answered.
  Account answers(String number) {
    var account = new Account();
    accounts.put(number, account);
    return account;
  }

  /// How many calls have been answered.
  int calls() {
    return accounts.size();
  }

  /// Absent for a call that never came so far.
  @Nullable Account account(String number) {
    return accounts.get(number);
  }

  /// Whether all that was to be said in a call has been, and was heard.
  boolean isOver(String number) {
    var account = accounts.get(number);
    return account != null && account.isOver();
  }
}
