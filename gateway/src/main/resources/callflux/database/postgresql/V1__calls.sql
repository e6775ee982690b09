-- Rows are inserted and never changed, so that a role which may insert and select is enough to run.
-- Nothing refers to anything: rows come in the order of their journal, but one of them may be lost.

create table call (
  sid varchar primary key,
  began timestamptz not null,
  began_on date not null, -- UTC
  instance varchar not null,
  number varchar not null,
  agent varchar not null,
  prompt varchar not null,
  caller varchar not null,
  masked_caller varchar not null
);
create index call_began on call (began);
create index call_instance on call (instance, began);

create table entry (
  call_sid varchar not null,
  seq integer not null,
  place double precision not null,
  at timestamptz not null,
  kind varchar not null,
  item varchar,
  facts json not null,
  words bytea not null, -- JSON, sealed if there is a key
  primary key (call_sid, seq)
);
create index entry_at on entry using brin (at);

create table call_end (
  call_sid varchar primary key,
  at timestamptz not null,
  termination varchar, -- null if nobody knows: the gateway was killed
  failed boolean not null,
  length_us bigint not null,
  turns integer not null,
  barge_ins integer not null,
  responses integer not null,
  frames_in bigint not null,
  frames_out bigint not null,
  cost_micros bigint not null,
  text_in bigint not null,
  cached_in bigint not null,
  audio_in bigint not null,
  text_out bigint not null,
  audio_out bigint not null,
  set_up_us bigint,
  first_audio_us bigint,
  voice_to_voice_us bigint,
  slowest_voice_to_voice_us bigint,
  slowest_clear_us bigint
);
create index call_end_at on call_end (at);

create table analysis (
  call_sid varchar not null,
  attempt integer not null,
  at timestamptz not null,
  analyst varchar not null,
  sentiment double precision,
  lead_score integer,
  cost_micros bigint not null,
  failure varchar,
  findings bytea, -- JSON, sealed if there is a key
  primary key (call_sid, attempt)
);
