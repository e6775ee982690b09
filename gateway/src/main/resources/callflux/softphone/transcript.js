// The conversation as it becomes known, in the order in which it was held: a turn goes behind the
// one that it follows, whenever its words come, and what was never heard is struck through.

const SLOWEST = 2_000; // milliseconds that fill the bar
const NEAR_THE_END = 48; // pixels

export class Transcript {
  #list;
  #announce;
  #turns = new Map();
  #tools = new Map();
  #latest = null; // the agent's turn that began last
  #answer = null; // a latency whose turn has not begun yet
  #keys = null;
  #following = true; // whether the last words are kept in sight

  /**
   * @param list an ol to fill
   * @param announce told each turn once it is settled, for those who listen to the page
   */
  constructor(list, announce) {
    this.#list = list;
    this.#announce = announce;
    list.addEventListener("scroll", () => {
      this.#following = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_THE_END;
    });
  }

  clear() {
    this.#list.replaceChildren();
    this.#turns.clear();
    this.#tools.clear();
    this.#latest = null;
    this.#answer = null;
    this.#keys = null;
    this.#following = true;
  }

  get isEmpty() {
    return this.#list.childElementCount === 0;
  }

  /** Takes one event of the call; those that are no part of the conversation it lets pass. */
  on(event) {
    this.#take(event);
    // Whoever has scrolled back to read is left to it.
    if (this.#following) {
      this.#list.scrollTop = this.#list.scrollHeight;
    }
  }

  #take(event) {
    switch (event.type) {
      case "turn":
        this.#begin(event);
        break;
      case "words":
        this.#with(event.item, (turn) => turn.add(event.more));
        break;
      case "whole":
        this.#with(event.item, (turn) => turn.put(event.text));
        this.#with(event.item, (turn) => turn.isCaller && this.#announce(`You: ${event.text}`));
        break;
      case "unknown":
        this.#with(event.item, (turn) => turn.unknown());
        break;
      case "heard":
        this.#with(event.item, (turn) => turn.settle(event.heard, event.unheard));
        this.#announce(
          `Agent: ${event.heard}` + (event.unheard ? ` Not heard: ${event.unheard}` : ""),
        );
        break;
      case "caller_spoke":
      case "caller_paused":
        this.#latest = null; // whatever is said from here on is another answer
        break;
      case "answer":
        this.#time(event);
        break;
      case "tool":
        this.#call(event);
        break;
      case "tool_answer":
        this.#tools.get(event.call)?.answer(event);
        break;
      case "keys":
        this.#press(event.digits);
        break;
    }
  }

  #with(item, act) {
    const turn = this.#turns.get(item);
    if (turn) {
      act(turn);
    }
  }

  #begin({ item, after, speaker }) {
    const turn = new Turn(speaker);
    this.#turns.set(item, turn);
    this.#insert(turn.element, after);
    this.#keys = null;
    if (!turn.isCaller) {
      this.#latest = turn;
      if (this.#answer) {
        turn.time(this.#answer);
        this.#answer = null;
      }
    }
  }

  #insert(element, after) {
    let before = after ? this.#turns.get(after)?.element.nextElementSibling : this.#firstTurn();
    if (after && !this.#turns.has(after)) {
      before = null;
    }
    // What was done meanwhile stays with the turn that it was done in.
    while (before?.classList.contains("aside")) {
      before = before.nextElementSibling;
    }
    this.#list.insertBefore(element, before ?? null);
  }

  #firstTurn() {
    return this.#list.firstElementChild;
  }

  #time({ ms }) {
    if (ms === undefined) {
      return;
    }
    if (this.#latest && !this.#latest.timed) {
      this.#latest.time(ms);
    } else {
      this.#answer = ms;
    }
  }

  #call({ call, name, arguments: given }) {
    const tool = new Tool(name, given);
    this.#tools.set(call, tool);
    this.#list.append(tool.element);
  }

  #press(digits) {
    if (!this.#keys) {
      this.#keys = make("li", "aside keys");
      this.#keys.append(make("span", "label", "Keys"), make("span", "digits"));
      this.#list.append(this.#keys);
    }
    this.#keys.lastElementChild.textContent += digits;
  }
}

class Turn {
  #text = make("p", "words");
  #settled = false;

  constructor(speaker) {
    this.isCaller = speaker === "caller";
    this.timed = false;
    this.element = make("li", `turn ${speaker}`);
    this.element.append(make("span", "who", this.isCaller ? "You" : "Agent"), this.#text);
    this.#text.classList.add("pending");
  }

  add(more) {
    if (!this.#settled) {
      this.#text.classList.remove("pending");
      this.#text.append(more);
    }
  }

  put(text) {
    if (!this.#settled) {
      this.#text.classList.remove("pending");
      this.#text.textContent = text;
    }
  }

  unknown() {
    this.#text.classList.remove("pending");
    this.#text.replaceChildren(make("em", "", "Something was said that could not be made out."));
  }

  settle(heard, unheard) {
    this.#settled = true;
    this.element.dataset.heard = unheard ? "cut" : "whole";
    this.#text.classList.remove("pending");
    this.#text.replaceChildren(heard);
    if (unheard) {
      const cut = make("del", "unheard");
      cut.append(make("span", "aloud", "Not heard: "), unheard.trimStart());
      this.#text.append(/\s$/.test(heard) || !heard ? "" : " ", cut);
    }
  }

  time(ms) {
    this.timed = true;
    const bar = make("span", "bar");
    bar.style.setProperty("--share", Math.min(1, ms / SLOWEST));
    const latency = make("span", "latency");
    latency.dataset.pace = ms <= 800 ? "quick" : ms <= 1_500 ? "fair" : "slow";
    latency.title = "From the end of your words, as the model's server told it, to the first sound of the answer";
    latency.append(bar, make("span", "aloud", "Answered after "), make("span", "", `${ms} ms`));
    this.element.append(latency);
  }
}

class Tool {
  #state = make("span", "state", "…");
  #output = make("code", "output");

  constructor(name, given) {
    this.element = make("li", "aside tool");
    this.element.dataset.tool = name;
    this.element.append(
      make("span", "label", "Tool"),
      make("code", "name", name),
      make("code", "arguments", brief(given)),
      this.#state,
      this.#output,
    );
  }

  answer({ output, failed, ms }) {
    this.element.dataset.result = failed ? "failed" : "done";
    this.#state.textContent = `${failed ? "failed" : "done"}, ${ms} ms`;
    this.#output.textContent = brief(output);
  }
}

/** JSON as a person would jot it down; anything else as it is. */
function brief(json) {
  try {
    const value = JSON.parse(json);
    return Object.entries(value)
      .map(([key, field]) => `${key}: ${typeof field === "string" ? field : JSON.stringify(field)}`)
      .join(" · ");
  } catch {
    return json;
  }
}

function make(name, className, text) {
  const element = document.createElement(name);
  if (className) {
    element.className = className;
  }
  if (text) {
    element.textContent = text;
  }
  return element;
}
