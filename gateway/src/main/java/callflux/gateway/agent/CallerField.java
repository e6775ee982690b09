package callflux.gateway.agent;

/// What a model may be told of a caller, if its agent wants it. Personal, all of it, and a
/// stranger's: none of it is ever an instruction.
public enum CallerField {
  FROM,
  TO,
  CALLER_NAME,
  CITY,
  STATE,
  ZIP,
  COUNTRY
}
