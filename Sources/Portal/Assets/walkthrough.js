// Walkthroughs: steps are ticked and remembered for this version of the page, and a reader's output is compared with the
// page by the rules of `flowdocs verify`. Everything here improves a page that is complete without it.
(function () {
  "use strict";

  // The lines of an output as they are compared: without spaces at their ends and empty lines at the end of all.
  function lines(text) {
    var all = text.split("\n").map(function (line) { return line.replace(/[ \t\r]+$/, ""); });
    while (all.length && all[all.length - 1] === "") all.pop();
    return all;
  }

  var signs = { "[..]": "any", "<uuid>": "uuid", "<timestamp>": "timestamp", "<number>": "number" };
  var values = {
    uuid: /^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}/,
    timestamp: /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)?/,
    number: /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?/
  };

  function isEllipsis(line) { return line === "…" || line === "..."; }

  // The parts of a line: text and places for values; after a backslash a sign is text.
  function parts(pattern) {
    var found = [], text = "", at = 0;
    function sign(from) {
      return Object.keys(signs).filter(function (sign) { return pattern.startsWith(sign, from); })[0];
    }
    while (at < pattern.length) {
      var escaped = pattern[at] === "\\" ? sign(at + 1) : undefined;
      var place = sign(at);
      if (escaped) {
        text += escaped;
        at += 1 + escaped.length;
      } else if (place) {
        if (text) found.push({ text: text });
        text = "";
        found.push({ kind: signs[place] });
        at += place.length;
      } else {
        text += pattern[at];
        at += 1;
      }
    }
    if (text) found.push({ text: text });
    return found;
  }

  function matchesParts(rest, line) {
    if (!rest.length) return line === "";
    var part = rest[0], others = rest.slice(1);
    if (part.text !== undefined) {
      return line.startsWith(part.text) && matchesParts(others, line.slice(part.text.length));
    }
    if (part.kind !== "any") {
      var value = values[part.kind].exec(line);
      return value !== null && matchesParts(others, line.slice(value[0].length));
    }
    if (!others.length) return true;
    for (var at = 0; at <= line.length; at += 1) {
      if (matchesParts(others, line.slice(at))) return true;
    }
    return false;
  }

  function matchesLine(pattern, line) {
    if (pattern === line) return true;
    if (/^\\+/.test(pattern) && isEllipsis(pattern.replace(/^\\+/, ""))) return pattern.slice(1) === line;
    return matchesParts(parts(pattern), line);
  }

  // The first line of the page that the output does not have, from 0; -1 when all match.
  function firstDifference(expected, actual) {
    expected = lines(expected);
    actual = lines(actual);
    var runs = [[]];
    // Three dots that the output itself has are text.
    var hasDots = actual.indexOf("...") >= 0;
    expected.forEach(function (line) {
      if (isEllipsis(line) && !(hasDots && line === "...")) runs.push([]); else runs[runs.length - 1].push(line);
    });
    function runAt(run, start) {
      return start >= 0 && start + run.length <= actual.length
        && run.every(function (line, offset) { return matchesLine(line, actual[start + offset]); });
    }
    function matches() {
      var first = runs[0], last = runs[runs.length - 1];
      if (runs.length === 1) return first.length === actual.length && runAt(first, 0);
      var end = actual.length - last.length;
      if (end < first.length || !runAt(first, 0) || !runAt(last, end)) return false;
      var at = first.length;
      return runs.slice(1, -1).every(function (run) {
        while (at + run.length <= end && !runAt(run, at)) at += 1;
        if (at + run.length > end) return false;
        at += run.length;
        return true;
      });
    }
    if (matches()) return -1;
    var line = 0;
    while (line < expected.length && line < actual.length && matchesLine(expected[line], actual[line])) line += 1;
    return line;
  }

  // The table of cases that tests the program tests this, too.
  if (typeof module !== "undefined") {
    module.exports = { firstDifference: firstDifference };
    return;
  }

  var script = document.currentScript;
  var version = script.dataset.version;
  var key = "flowdocs-walk:" + location.pathname;

  function make(name, className, text) {
    var element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  // What was done of this version of the page.
  var done = {};
  try {
    var stored = JSON.parse(localStorage.getItem(key) || "{}");
    if (stored.version === version) stored.done.forEach(function (id) { done[id] = true; });
  } catch (error) {
    // Without storage the ticks last as long as the page.
  }
  function remember() {
    try {
      localStorage.setItem(key, JSON.stringify({ version: version, done: Object.keys(done) }));
    } catch (error) {
      // As above.
    }
  }

  var steps = script.dataset.steps.split(" ").map(function (id) { return document.getElementById(id); })
    .filter(Boolean);
  var progress = make("p", "walk-progress");
  progress.setAttribute("role", "status");
  function name(heading) {
    var clone = heading.cloneNode(true);
    Array.prototype.slice.call(clone.querySelectorAll("a, label")).forEach(function (part) { part.remove(); });
    return clone.textContent.trim();
  }
  function describe() {
    var count = steps.filter(function (step) { return done[step.id]; }).length;
    progress.textContent = count + " of " + steps.length + " steps done. ";
    var next = steps.filter(function (step) { return !done[step.id]; })[0];
    if (next) {
      var link = make("a", "", (count ? "Continue: " : "Begin: ") + name(next));
      link.href = "#" + next.id;
      progress.appendChild(link);
    }
  }
  steps.forEach(function (step) {
    var label = make("label", "walk-done");
    var box = make("input");
    box.type = "checkbox";
    box.checked = Boolean(done[step.id]);
    box.setAttribute("aria-label", "Done: " + name(step));
    label.appendChild(box);
    label.appendChild(document.createTextNode(" Done"));
    box.addEventListener("change", function () {
      if (box.checked) done[step.id] = true; else delete done[step.id];
      remember();
      describe();
    });
    step.insertAdjacentElement("afterend", label);
  });
  if (steps.length) steps[0].insertAdjacentElement("beforebegin", progress);
  describe();

  // The code of the steps so far, to download: a file for each language of the track that is shown.
  var programs = window.flowdocsProgram;
  function isShown(figure) {
    var tab = figure.closest(".tab");
    return !tab || !tab.parentNode.classList.contains("ready") || tab.classList.contains("chosen");
  }
  function figures(language, end) {
    return Array.prototype.slice.call(document.querySelectorAll(".code[data-program=" + language + "]"))
      .filter(function (figure) {
        return isShown(figure) && (!end || end.compareDocumentPosition(figure) & Node.DOCUMENT_POSITION_PRECEDING);
      });
  }
  steps.forEach(function (step) {
    var end = step.nextElementSibling;
    while (end && !/^H[12]$/.test(end.tagName)) end = end.nextElementSibling;
    var row = make("p", "walk-program");
    Object.keys(programs.languages).filter(function (language) {
      return figures(language, end).some(function (figure) {
        return step.compareDocumentPosition(figure) & Node.DOCUMENT_POSITION_FOLLOWING;
      });
    }).forEach(function (language) {
      row.appendChild(programs.button("Download the " + programs.languages[language][1] + " so far", function () {
        programs.download(figures(language, end), language);
      }));
    });
    if (!row.firstChild) return;
    if (end) end.insertAdjacentElement("beforebegin", row); else step.parentNode.appendChild(row);
  });

  // A box under each output that compares what the reader got.
  Array.prototype.slice.call(document.querySelectorAll(".code-output[data-expected]")).forEach(function (output) {
    var frame = make("details", "walk-compare");
    frame.appendChild(make("summary", "", "Compare your output"));
    var text = make("textarea");
    text.rows = 4;
    text.spellcheck = false;
    text.setAttribute("aria-label", "Your output");
    var result = make("p");
    result.setAttribute("role", "status");
    text.addEventListener("input", function () {
      output.dispatchEvent(new CustomEvent("flowdocs:output", { bubbles: true, detail: text.value }));
      if (text.value.trim() === "") {
        result.textContent = "";
        return;
      }
      var expected = output.dataset.expected;
      var line = firstDifference(expected, text.value);
      if (line < 0) {
        result.textContent = "✓ As on the page.";
      } else {
        var wanted = lines(expected)[line];
        result.textContent = "✗ Line " + (line + 1) + " differs: the page has "
          + (wanted === undefined ? "no such line." : "“" + wanted + "”.");
      }
    });
    frame.appendChild(text);
    frame.appendChild(result);
    output.insertAdjacentElement("afterend", frame);
  });
}());
