// One line of the conversation as DOM. Text only ever becomes text nodes, so nothing a person typed is interpreted.
"use strict";

const Lines = (() => {
  const MARKS = { bullet: /^• /u, number: /^\d+\. /u };
  const ZONE = "Asia/Ho_Chi_Minh";
  const clock = new Intl.DateTimeFormat("vi-VN", { timeZone: ZONE, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const day = new Intl.DateTimeFormat("vi-VN", { timeZone: ZONE, weekday: "long", day: "2-digit", month: "2-digit", year: "numeric" });

  function make(tag, name, text) {
    const node = document.createElement(tag);
    if (name) node.className = name;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  // The text from start to end with its bold runs, into a node.
  function inline(node, line, start, end) {
    let at = start;
    for (const [kind, offset, length] of line.styles) {
      const from = Math.max(offset, at), to = Math.min(offset + length, end);
      if (kind !== "bold" || from >= to) continue;
      node.append(line.text.slice(at, from), make("strong", "", line.text.slice(from, to)));
      at = to;
    }
    node.append(line.text.slice(at, end));
    return node;
  }

  function paragraphs(box, line, start, end) {
    let at = start;
    for (const piece of line.text.slice(start, end).split("\n\n")) {
      const lead = piece.length - piece.trimStart().length, body = piece.trim();
      if (body) box.append(inline(make("p"), line, at + lead, at + lead + body.length));
      at += piece.length + 2;
    }
  }

  function body(line) {
    const box = make("div", "bubble");
    let at = 0;
    for (const [kind, offset, length] of line.styles) {
      if (kind === "bold" || offset < at) continue;
      const between = line.text.slice(at, offset), end = offset + length, last = box.lastElementChild;
      paragraphs(box, line, at, offset);
      if (kind === "quote") {
        const figure = make("figure", "quote");
        figure.append(inline(make("blockquote"), line, offset, end));
        box.append(figure);
      } else if (kind === "source" && last && last.className === "quote") {
        last.append(inline(make("figcaption"), line, offset + 1, end - 1));
      } else if (kind === "bullet" || kind === "number") {
        const tag = kind === "bullet" ? "UL" : "OL";
        const joins = last && last.tagName === tag && between === "\n";
        const list = joins ? last : box.appendChild(make(tag));
        const mark = line.text.slice(offset, end).match(MARKS[kind]);
        list.append(inline(make("li"), line, offset + (mark ? mark[0].length : 0), end));
      } else {
        paragraphs(box, line, offset, end);
      }
      at = end;
    }
    paragraphs(box, line, at, line.text.length);
    return box;
  }

  function file(line) {
    const link = make("a", "file", line.file.name);
    link.href = `/chat/files/${line.id}`;
    link.download = line.file.name;
    link.append(make("small", "", `${Math.max(1, Math.round(line.file.bytes / 1024))} KB`));
    return link;
  }

  // press(choice, line, button) is called when a choice is pressed.
  function out(line, press) {
    const node = make("article", "line out");
    node.append(make("span", "unseen", "Trợ lý kế hoạch:"), body(line));
    if (line.file) node.lastElementChild.append(file(line));
    if (line.choices.length) {
      const list = make("ul", "choices");
      list.setAttribute("aria-label", "Lựa chọn");
      for (const [label, says] of line.choices) {
        const button = make("button", "choice", label);
        button.type = "button";
        button.dataset.says = says;
        button.addEventListener("click", () => press({ label, says }, line, button));
        list.appendChild(make("li")).append(button);
      }
      node.append(list);
    }
    return node;
  }

  function mine(text) {
    const node = make("article", "line in"), box = make("div", "bubble");
    box.append(make("p", "", text));
    node.append(make("span", "unseen", "Anh/chị:"), box);
    return node;
  }

  return { make, out, mine, clock: (at) => clock.format(new Date(at)), day: (at) => day.format(new Date(at)) };
})();
