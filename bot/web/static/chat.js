// The conversation: what was said, what comes in, what goes out. Every line has the log's number, so nothing is shown twice.
"use strict";

(() => {
  const $ = (id) => document.getElementById(id);
  const log = $("log"), talk = $("talk"), form = $("form"), text = $("text"), state = $("state"), waiting = $("waiting"), newest = $("newest"), role = $("role"), picked = $("file");
  const UNSENT = "kehoach-unsent";
  const LARGEST = 10e6, LONGEST_CAPTION = 500; // bytes of a file, letters that go with it
  const nodes = new Map(); // key of a message of mine -> its node
  const labels = new Map(role ? [...role.options].map((option) => [option.value, option.label]) : []);
  const lines = new Map(); // log number -> line
  let last = 0, lastDay = "", lastWay = "", lastTime = "", source = null, skew = 0, lost = 0;

  // What was written but is not known to have arrived; kept over a reload and sent again under the same key.
  const unsent = {
    all() {
      try { return JSON.parse(sessionStorage.getItem(UNSENT)) || []; } catch { return []; }
    },
    keep(messages) {
      try { sessionStorage.setItem(UNSENT, JSON.stringify(messages)); } catch { /* a browser without storage: nothing survives a reload */ }
    },
    add(message) { this.keep([...this.all(), message]); },
    drop(key) { this.keep(this.all().filter((message) => message.key !== key)); },
  };

  const nearEnd = () => talk.scrollHeight - talk.scrollTop - talk.clientHeight < 120;
  function toEnd() {
    talk.scrollTop = talk.scrollHeight;
    newest.hidden = true;
  }

  function place(node, way, at) {
    const follow = nearEnd() || way === "in";
    const today = at ? Lines.day(at) : lastDay;
    if (today !== lastDay) {
      log.append(Lines.make("p", "day", today[0].toLocaleUpperCase("vi") + today.slice(1)));
      lastDay = today;
    }
    if (way !== lastWay) node.classList.add("other");
    lastWay = way;
    log.append(node);
    if (!follow) { newest.hidden = false; return; }
    toEnd();
    // An answer longer than the screen is read from its beginning.
    if (way === "out") talk.scrollTop = Math.min(talk.scrollTop, node.offsetTop - talk.offsetTop - 12);
  }

  function meta(node, words) {
    let line = node.querySelector(".meta");
    if (!line) line = node.appendChild(Lines.make("p", "meta"));
    line.textContent = words;
    return line;
  }

  // The time under a message, once for all messages of a minute.
  function time(node, at) {
    const now = Lines.clock(at), old = node.querySelector(".meta");
    if (now !== lastTime) meta(node, now);
    else if (old) old.remove();
    lastTime = now;
  }

  function shownText(line) {
    const origin = line.pressed && lines.get(Number(line.pressed));
    const choice = origin && (origin.choices || []).find(([, says]) => says === line.text);
    if (choice) return choice[0];
    return labels.get(line.text) || withFiles(line.text, line.files || []);
  }

  function withFiles(words, names) {
    return [...names.map((name) => `Tệp: ${name}`), words].filter(Boolean).join("\n");
  }

  function markPressed(line) {
    const origin = line.pressed && log.querySelector(`[data-line="${Number(line.pressed)}"]`);
    if (!origin) return;
    for (const button of origin.querySelectorAll(".choice")) {
      if (button.dataset.says === line.text) button.setAttribute("aria-pressed", "true");
    }
  }

  function showMine(line) {
    unsent.drop(line.key);
    let node = nodes.get(line.key);
    if (!node) {
      node = Lines.mine(shownText(line));
      nodes.set(line.key, node);
      place(node, "in", line.at);
    }
    node.dataset.line = line.id;
    node.classList.remove("pending", "failed");
    time(node, line.at);
    markPressed(line);
  }

  function show(line) {
    if (line.id <= last) return;
    last = line.id;
    lines.set(line.id, line);
    if (line.way === "in") return showMine(line);
    for (const node of log.querySelectorAll(".out:not(.old)")) node.classList.add("old");
    const node = Lines.out(line, press);
    node.dataset.line = line.id;
    time(node, line.at);
    waiting.hidden = true;
    place(node, "out", line.at);
  }

  function press(choice, line, button) {
    button.setAttribute("aria-pressed", "true");
    say({ key: crypto.randomUUID ? crypto.randomUUID() : makeKey(), text: choice.says, pressed: line.id ? String(line.id) : null, label: choice.label });
  }

  // crypto.randomUUID is missing where the page is served without https.
  function makeKey() {
    return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function say(message) {
    if (!message.file) unsent.add(message); // a file cannot be kept over a reload
    showUnsent(message);
    send(message, 0);
  }

  function showUnsent(message) {
    const node = Lines.mine(message.label || withFiles(message.text, message.file ? [message.file.name] : []));
    node.classList.add("pending");
    meta(node, "Đang gửi");
    nodes.set(message.key, node);
    place(node, "in", null);
  }

  async function send(message, tries) {
    let wait = Math.min(15, 2 ** tries), words = "";
    try {
      const answer = await (message.file ? postFile(message) : postText(message));
      if (answer.status === 202) {
        tell("");
        if (!nodes.get(message.key).dataset.line) waiting.hidden = false;
        if (nearEnd()) toEnd();
        return;
      }
      const body = await answer.json().catch(() => ({}));
      words = body.error || "";
      if (answer.status !== 429 && (answer.status < 500 || answer.status === 507)) return fail(message, words);
      wait = Math.max(1, body.wait || wait);
    } catch { words = "Chưa nối được với máy chủ, tin nhắn sẽ được gửi lại."; }
    tell(words);
    setTimeout(() => send(message, tries + 1), wait * 1000);
  }

  function postText(message) {
    const body = JSON.stringify({ key: message.key, text: message.text, pressed: message.pressed });
    return fetch("/chat/messages", { method: "POST", headers: { "Content-Type": "application/json" }, body });
  }

  // A header holds ASCII only, hence the percents.
  function postFile(message) {
    const headers = { "Content-Type": "application/octet-stream", "X-Key": message.key };
    headers["X-Name"] = encodeURIComponent(message.file.name);
    headers["X-Text"] = encodeURIComponent(message.text);
    return fetch("/chat/files", { method: "POST", headers, body: message.file });
  }

  function fail(message, words) {
    const node = nodes.get(message.key);
    unsent.drop(message.key);
    node.classList.remove("pending");
    node.classList.add("failed");
    const again = Lines.make("button", "again", "Gửi lại");
    again.type = "button";
    again.addEventListener("click", () => {
      node.remove();
      nodes.delete(message.key);
      say(message);
    });
    meta(node, `${words || "Chưa gửi được."} `).append(again);
  }

  function tell(words) {
    state.textContent = words;
    state.hidden = !words;
  }

  function listen() {
    if (source) source.close();
    source = new EventSource(`/chat/stream?after=${last}`);
    source.addEventListener("line", (event) => show(JSON.parse(event.data)));
    source.addEventListener("open", () => {
      clearTimeout(lost);
      lost = 0;
      tell("");
    });
    source.addEventListener("error", () => {
      // The browser comes back by itself after a cut; only a refusal closes for good.
      if (!lost) lost = setTimeout(() => tell("Mất kết nối, đang nối lại."), 2500);
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, 4000);
    });
  }

  function tick() {
    const now = Date.now() + skew, clock = $("clock");
    if (clock) clock.textContent = `${Lines.clock(now)}, ${Lines.day(now)}`;
  }

  async function begin() {
    let past;
    try {
      const answer = await fetch("/chat/history");
      if (!answer.ok) throw new Error(String(answer.status));
      past = await answer.json();
    } catch {
      tell("Chưa nối được với máy chủ, đang thử lại.");
      setTimeout(begin, 3000);
      return;
    }
    tell("");
    skew = Date.parse(past.now) - Date.now();
    tick();
    setInterval(tick, 1000);
    if (role && past.role) role.value = past.role;
    if (!past.lines.length) place(Lines.out({ choices: [], ...past.welcome, id: 0 }, press), "out", past.now);
    for (const line of past.lines) show(line);
    for (const message of unsent.all()) {
      if (nodes.has(message.key)) { unsent.drop(message.key); continue; }
      showUnsent(message);
      send(message, 0);
    }
    toEnd();
    // From here on what comes in is read out; the past was not.
    requestAnimationFrame(() => log.setAttribute("aria-busy", "false"));
    listen();
    document.documentElement.dataset.ready = "1";
    if (matchMedia("(pointer: fine)").matches) text.focus();
  }

  function grow() {
    if (CSS.supports("field-sizing", "content")) return;
    text.style.height = "auto";
    text.style.height = `${text.scrollHeight}px`;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = text.value.trim();
    if (!words) return;
    text.value = "";
    grow();
    say({ key: makeKey(), text: words, pressed: null });
  });
  $("attach").addEventListener("click", () => picked.click());
  picked.addEventListener("change", () => {
    const file = picked.files[0];
    picked.value = "";
    if (!file) return;
    if (file.size > LARGEST) { tell("Tệp lớn quá. Mỗi tệp tối đa 10 MB."); return; }
    // What is longer than a caption stays where it is, to be sent by itself.
    const words = text.value.trim().length <= LONGEST_CAPTION ? text.value.trim() : "";
    if (words) text.value = "";
    grow();
    say({ key: makeKey(), text: words, pressed: null, file });
  });
  text.addEventListener("input", grow);
  text.addEventListener("keydown", (event) => {
    // While a syllable is being composed Enter belongs to the keyboard (Telex, VNI).
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    form.requestSubmit();
  });
  newest.addEventListener("click", toEnd);
  talk.addEventListener("scroll", () => { if (nearEnd()) newest.hidden = true; });
  addEventListener("resize", () => { if (nearEnd()) toEnd(); });
  if (role) role.addEventListener("change", () => say({ key: makeKey(), text: role.value, pressed: null, label: labels.get(role.value) }));

  begin();
})();
