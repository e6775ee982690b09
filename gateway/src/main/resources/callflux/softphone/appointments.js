// What the local receptionist has booked, if there is one: elsewhere there is no such list.

const PATH = "/local/appointments";

export class Appointments {
  #section;
  #list;

  constructor(section) {
    this.#section = section;
    this.#list = section.querySelector("ul");
  }

  async refresh() {
    const response = await fetch(PATH).catch(() => null);
    this.#section.hidden = !response?.ok;
    if (response?.ok) {
      this.#show(await response.json());
    }
  }

  #show({ appointments = [], transfers = [] }) {
    const entries = appointments.map(({ service, day, time }) => entry(service, `${day}, ${time}`));
    entries.push(...transfers.map(({ reason }) => entry("call back", reason)));
    this.#list.replaceChildren(...entries);
    this.#section.querySelector(".empty").hidden = entries.length > 0;
  }
}

function entry(what, when) {
  const item = document.createElement("li");
  const name = document.createElement("strong");
  name.textContent = what;
  const detail = document.createElement("span");
  detail.textContent = when;
  item.append(name, detail);
  return item;
}
