package callflux.gateway.simulator;

/// What the parts of one session share.
///
/// @param faults of this session
/// @param mind of this session
record SessionContext(
    Wire wire,
    SimulatorConfig config,
    Faults faults,
    SpeechLibrary library,
    SessionJournal journal,
    Mind mind) {}
