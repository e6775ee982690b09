-- What is summed up of calls, so that a sum need not read their rows.

create index call_figures on call (began desc, sid, began_on, number);
create index call_end_figures on call_end (
  call_sid, failed, length_us, turns, barge_ins, cost_micros, voice_to_voice_us
);
create index analysis_figures on analysis (call_sid, attempt, sentiment, lead_score, cost_micros);
