// What the page says of a call's fate, in plain words.

const MICROPHONE = {
  refused:
    "This page may not use the microphone. Allow it in the browser's address bar, then call again.",
  absent: "No microphone was found. Plug one in, then call again.",
  busy: "The microphone can't be opened; another program may be using it. Close that, then call again.",
  insecure: "Browsers lend a microphone only to pages on this host or over https. Open this page that way.",
};

const TURNED_AWAY = {
  closed: "Nobody answers at this hour.",
  draining: "The gateway is stopping. Try again in a minute.",
  full: "All lines are busy. Try again in a minute.",
  number_full: "This number has as many calls as it may. Try again in a minute.",
  account_full: "There are as many browser calls as there may be. Try again in a minute.",
  anonymous_full: "There are as many anonymous calls as there may be. Try again in a minute.",
  spent: "What may be spent on calls today has been spent.",
  caller_live: "You are in as many calls as you may be. Hang up another one first.",
  caller_minute: "That was a lot of calls within a minute. Wait a little.",
  caller_day: "You have called as often as one may in a day.",
  country: "Calls from where you are aren't taken.",
  nobody: "Nobody answers that number.",
  token: "This link has been used, or has expired. Ask for a new one.",
  origin: "The gateway doesn't take calls from a page at this address.",
  host: "The gateway doesn't take calls from a page at this address.",
};

const ENDED = {
  caller_hung_up: "You hung up.",
  caller_violated_protocol: "The gateway gave the call up, because it could not make sense of this page.",
  length_cap: "The call reached the length that it may have.",
  spend_cap: "The call has cost what it may.",
  silence_cap: "Nobody spoke for a while, so the call was ended.",
  drained: "The gateway was stopped.",
  model_lost: "The connection to the model broke.",
  model_unreachable: "The model could not be reached.",
  model_refused: "The model's server refused the call.",
  model_expired: "The model's session ran out.",
  model_failed: "The model failed to answer.",
  gateway_fault: "The gateway made a mistake.",
};

export const DROPPED =
  "The connection broke, and the call with it. A broken call can't be picked up again; call again to start a new one.";

export const UNREACHABLE = "The gateway can't be reached. Is it running?";

export function microphoneTrouble(why) {
  return MICROPHONE[why] ?? MICROPHONE.refused;
}

export function turnedAway(reason, say) {
  return say || (TURNED_AWAY[reason] ?? `The gateway turned the call away (${reason}).`);
}

export function ended(reason) {
  return ENDED[reason] ?? "The call is over.";
}
