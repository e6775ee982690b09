// Has Twilio's own library judge what we sign and write. Run it with `node twilio.mjs`, after
// `npm ci` here and `mvn test-compile` in the project; JAVA_HOME says which Java, else the path does.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { DOMParser, onErrorStopParsing } from "@xmldom/xmldom";
import twilio from "twilio";

const { VoiceResponse } = twilio.twiml;
const { validateRequest, validateRequestWithBody } = twilio;

// Under the names that the fixtures have for them.
const documents = {
  answer(response, words) {
    const after = `https://gw.example.com/after?call=1&words=${words}`;
    response.say({ language: "en-US", voice: "Polly.Joanna" }, words);
    const stream = response.connect({ action: after, method: "POST" }).stream({
      url: "wss://gw.example.com/media/n1",
      name: words,
      statusCallback: "https://gw.example.com/status",
    });
    stream.parameter({ name: "from", value: words });
    stream.parameter({ name: "to", value: "+18005551212" });
    response.redirect({ method: "POST" }, after);
  },
  transfer(response, words) {
    response.say(words);
    const action = `https://gw.example.com/after?call=1&words=${words}`;
    response.dial({ callerId: words, timeout: 20, action }).number("+14155550100");
  },
  decline(response) {
    response.reject({ reason: "busy" });
  },
  goodbye(response) {
    response.pause({ length: 1 });
    response.hangup();
  },
  nothing() {},
};

const judges = {
  signature({ token, signed, given, form, signature }) {
    const { getExpectedTwilioSignature } = twilio;
    assert.equal(signature, getExpectedTwilioSignature(token, signed, form), "signed otherwise");
    // This library adds no slash, gives wss no port 443 and keeps the fragment: there it is given
    // what was signed.
    const known = given.startsWith("wss:") || given.includes("#") ? signed : given;
    assert(validateRequest(token, signature, known, form), "not valid");
    assert(!validateRequest(token, signature, known, { ...form, Zone: "1" }), "valid for all");
  },
  body({ token, given, body, signature }) {
    assert(validateRequestWithBody(token, signature, given, body), "not valid");
    assert(!validateRequestWithBody(token, signature, given, `${body} `), "valid for all");
  },
  document({ name, words, twiml }) {
    const response = new VoiceResponse();
    documents[name](response, words);
    assert.deepEqual(tree(twiml), tree(response.toString()));
  },
};

function tree(xml) {
  const parser = new DOMParser({ onError: onErrorStopParsing });
  return branch(parser.parseFromString(xml, "text/xml").documentElement);
}

function branch(node) {
  const attributes = Array.from(node.attributes, ({ name, value }) => [name, value]).sort();
  const elements = Array.from(node.childNodes).filter((child) => child.nodeType === 1);
  return elements.length > 0
    ? [node.tagName, attributes, elements.map(branch)]
    : [node.tagName, attributes, node.textContent];
}

function fixtures() {
  const root = fileURLToPath(new URL("../../../../", import.meta.url));
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin", "java") : "java";
  const classes = ["classes", "test-classes"].map((folder) => join(root, "codec/target", folder));
  assert(classes.every(existsSync), "the project is not compiled: run `mvn test-compile`");
  const main = "callflux.codec.twilio.TwilioFixtures";
  const { status, stdout, stderr, error } = spawnSync(
    java,
    ["-cp", classes.join(delimiter), main],
    { encoding: "utf8", maxBuffer: 64 << 20 },
  );
  assert.equal(status, 0, `${main} failed: ${error ?? stderr}`);
  return stdout.trim().split("\n").map((line) => JSON.parse(line));
}

const judged = { signature: 0, body: 0, document: 0 };
let mismatches = 0;
for (const fixture of fixtures()) {
  try {
    judges[fixture.kind](fixture);
    judged[fixture.kind]++;
  } catch (mismatch) {
    mismatches++;
    console.error(`${mismatch.message}\n${JSON.stringify(fixture)}`);
  }
}
console.log(
  `npm twilio: ${judged.signature} signatures and ${judged.body} body valid, ` +
    `${judged.document} documents alike, ${mismatches} mismatches`,
);
const judgedAll = Object.values(judged).every((count) => count > 0);
process.exitCode = mismatches === 0 && judgedAll ? 0 : 1;
