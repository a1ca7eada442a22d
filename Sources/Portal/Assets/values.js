// Values of the reader: what an example prints for them, the address of their service, their token. They are kept as long as
// the tab, and copied with the blocks that use them. Everything here improves a page that is complete without it.
(function () {
  "use strict";

  var places = {
    "[..]": null,
    "<uuid>": /^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}/,
    "<timestamp>": /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)?/,
    "<number>": /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?/
  };

  // The lines of an output as `flowdocs verify` reads them.
  function lines(text) {
    var all = text.split("\n").map(function (line) { return line.replace(/[ \t\r]+$/, ""); });
    while (all.length && all[all.length - 1] === "") all.pop();
    return all;
  }

  // The member of JSON at a pointer of RFC 6901, as text; null without it.
  function member(text, pointer) {
    var value;
    try { value = JSON.parse(text); } catch (error) { return null; }
    var tokens = pointer.split("/").slice(1);
    for (var index = 0; index < tokens.length; index += 1) {
      var token = tokens[index].replace(/~1/g, "/").replace(/~0/g, "~");
      if (value === null || typeof value !== "object" || !Object.prototype.hasOwnProperty.call(value, token)) return null;
      if (Array.isArray(value) && !/^(0|[1-9]\d*)$/.test(token)) return null;
      value = value[token];
    }
    return typeof value === "string" ? value : JSON.stringify(value);
  }

  // The part of a line that a placeholder stands for, between two other texts; null when no part of the line fits.
  function part(line, before, place, after) {
    for (var at = 0; at < line.length; at += 1) {
      if (!line.startsWith(before, at)) continue;
      var rest = line.slice(at + before.length);
      var value;
      if (places[place]) {
        var found = places[place].exec(rest);
        value = found && found[0];
      } else {
        var end = after ? rest.indexOf(after) : rest.length;
        value = end < 0 ? null : rest.slice(0, end);
      }
      if (value && rest.slice(value.length).startsWith(after)) return value;
    }
    return null;
  }

  // What `capture` takes out of an output: the last line, a member of JSON, or a part of a line; null when it is not there.
  function captured(source, text) {
    var all = lines(text);
    if (source === "") return all.length ? all[all.length - 1] : null;
    if (source[0] === "/") return member(text, source);
    var place = Object.keys(places).filter(function (sign) { return source.indexOf(sign) >= 0; })[0];
    if (!place) return null;
    var at = source.indexOf(place);
    for (var index = 0; index < all.length; index += 1) {
      var value = part(all[index], source.slice(0, at), place, source.slice(at + place.length));
      if (value) return value;
    }
    return null;
  }

  // The places where a text uses a variable.
  function uses(name) { return new RegExp("\\$" + name + "(?![A-Za-z0-9_])|\\$\\{" + name + "\\}", "g"); }

  // A block as it is copied: a shell and Python set the variables first, messages have the values in them.
  function filled(language, text, values) {
    var names = Object.keys(values).sort();
    if (language === "sh" || language === "console") {
      return names.filter(function (name) { return uses(name).test(text); }).map(function (name) {
        return "export " + name + "='" + values[name].replace(/'/g, "'\\''") + "'\n";
      }).join("") + text;
    }
    if (language === "python") {
      var set = names.filter(function (name) { return text.indexOf("\"" + name + "\"") >= 0 || text.indexOf("'" + name + "'") >= 0; });
      if (!set.length) return text;
      return "import os\n" + set.map(function (name) {
        return "os.environ[\"" + name + "\"] = " + JSON.stringify(values[name]) + "\n";
      }).join("") + text;
    }
    if (language === "json" || language === "http") {
      // All at once, so that a name in a value stays as it is.
      return text.replace(/\$(?:([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)\})/g, function (use, bare, braced) {
        var name = bare || braced;
        return names.indexOf(name) >= 0 ? JSON.stringify(values[name]).slice(1, -1) : use;
      });
    }
    return text;
  }

  // A test calls these in Node.js, with the cases that the program is tested with.
  if (typeof module !== "undefined") {
    module.exports = { captured: captured, filled: filled };
    return;
  }

  var key = "flowdocs-values";
  var values = {};
  try {
    values = JSON.parse(sessionStorage.getItem(key) || "{}");
  } catch (error) {
    // Without storage the values last as long as the page.
  }
  function set(name, value) {
    if (value) values[name] = value; else delete values[name];
    try {
      sessionStorage.setItem(key, JSON.stringify(values));
    } catch (error) {
      // As above.
    }
    all("input[data-value]").forEach(function (input) {
      if (input.dataset.value === name && input.value !== value) input.value = value;
    });
  }
  function all(selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); }

  function field(name, source) {
    var label = document.createElement("label");
    label.appendChild(document.createTextNode(name + " "));
    var input = document.createElement("input");
    input.dataset.value = name;
    input.value = values[name] || "";
    input.autocomplete = "off";
    input.spellcheck = false;
    input.placeholder = source === null ? "your value" : "paste what you got";
    input.addEventListener("input", function () { set(name, input.value.trim()); });
    input.addEventListener("paste", function (event) {
      var text = event.clipboardData && event.clipboardData.getData("text");
      var value = text && source !== null ? captured(source, text) : null;
      if (value === null) return;
      event.preventDefault();
      set(name, value);
    });
    label.appendChild(input);
    return label;
  }

  function box(text, fields) {
    var element = document.createElement("div");
    element.className = "values";
    element.setAttribute("role", "group");
    element.setAttribute("aria-label", "Your values");
    var note = document.createElement("p");
    note.textContent = text;
    element.appendChild(note);
    fields.forEach(function (field) { element.appendChild(field); });
    return element;
  }

  all(".code[data-capture]").forEach(function (figure) {
    var captures = JSON.parse(figure.dataset.capture);
    var fields = captures.map(function (capture) { return field(capture.name, capture.source); });
    figure.appendChild(box("Copied with the blocks below that use it:", fields));
  });

  var variables = (document.currentScript.dataset.variables || "").split(" ").filter(Boolean);
  var first = variables.length && document.querySelector(".code[data-language]");
  if (first) {
    var given = box("Copied with the blocks that use them:", variables.map(function (name) { return field(name, null); }));
    (first.closest(".tabs") || first).insertAdjacentElement("beforebegin", given);
  }

  // An output that was pasted to be compared has the values, too.
  document.addEventListener("flowdocs:output", function (event) {
    var figure = event.target.closest(".code[data-capture]");
    if (!figure) return;
    JSON.parse(figure.dataset.capture).forEach(function (capture) {
      var value = captured(capture.source, event.detail);
      if (value !== null) set(capture.name, value);
    });
  });

  document.addEventListener("flowdocs:copy", function (event) {
    var language = event.target.dataset.language;
    if (language) event.detail.text = filled(language, event.detail.text, values);
  });
}());
