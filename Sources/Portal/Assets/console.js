// Consoles of methods: a form for the parameters, the request it makes, and the answer that was recorded for it. A published
// page sends nothing. Without it, readers see the requests of the page and their answers.
(function () {
  "use strict";

  var count = 0;

  function make(name, kind, text) {
    var element = document.createElement(name);
    if (kind) element.className = kind;
    if (text) element.textContent = text;
    return element;
  }

  // The same text for the same value, whatever the order of its members.
  function canonical(value) {
    if (Array.isArray(value)) return "[" + value.map(canonical).join() + "]";
    if (!value || typeof value !== "object") return JSON.stringify(value);
    return "{" + Object.keys(value).sort().map(function (name) {
      return JSON.stringify(name) + ":" + canonical(value[name]);
    }).join() + "}";
  }

  // What a reader typed as a value, or an Error that says why it is none.
  function value(field, text) {
    if (field.type === "string") return text;
    if (field.type === "number" || field.type === "integer") return Number(text);
    try {
      return JSON.parse(text);
    } catch (error) {
      // Where a text is allowed, it needs no quotes.
      return field.type === "any" && !/^\s*["{[]/.test(text) ? text : error;
    }
  }

  function control(field) {
    var element;
    if (field.choices) {
      element = make("select");
      [""].concat(field.choices.map(function (choice) { return JSON.stringify(choice); })).forEach(function (choice) {
        element.appendChild(new Option(choice ? String(JSON.parse(choice)) : "", choice));
      });
      return element;
    }
    if (field.type === "json" || field.type === "any") {
      element = make("textarea");
      element.rows = field.type === "any" ? 1 : 4;
    } else {
      element = make("input");
      element.type = field.type === "string" ? "text" : "number";
      element.step = field.type === "integer" ? "1" : "any";
      ["min", "max"].forEach(function (name) { if (name in field) element[name] = field[name]; });
    }
    element.spellcheck = false;
    return element;
  }

  function shown(field, given) {
    if (given === undefined) return "";
    if (field.choices) return JSON.stringify(given);
    return typeof given === "object" || field.type === "json" ? JSON.stringify(given, null, 2) : String(given);
  }

  function build(place) {
    var data = JSON.parse(place.dataset.console);
    var form = make("form", "console-form");
    var recording = make("select");
    var controls = data.fields.map(control);
    var message = make("pre"), command = make("pre"), answer = make("div", "console-answer");

    function row(name, element, hint, isRequired) {
      var label = make("label", "", name);
      element.id = "console-" + (count += 1);
      label.htmlFor = element.id;
      var box = make("div", "console-field");
      box.append(label, element);
      if (hint) {
        var note = make("span", "console-hint", hint);
        note.id = element.id + "-hint";
        element.setAttribute("aria-describedby", note.id);
        box.appendChild(note);
      }
      element.required = Boolean(isRequired);
      form.appendChild(box);
    }

    // The parameters as they are typed now.
    function params() {
      var named = {};
      data.fields.forEach(function (field, index) {
        var text = controls[index].value, given = text === "" ? undefined : value(field, text);
        controls[index].setCustomValidity(given instanceof Error ? "This is not JSON: " + given.message : "");
        if (given !== undefined && !(given instanceof Error)) named[field.name] = given;
      });
      if (!data.isByPosition) return named;
      var list = data.fields.map(function (field) { return named[field.name]; });
      while (list.length && list[list.length - 1] === undefined) list.pop();
      return list.map(function (one) { return one === undefined ? null : one; });
    }

    // Until a reader changes a value, the request is the recorded one, also where no field can hold what it has.
    var isEdited = false;

    function describe() {
      var given = isEdited ? params() : data.recordings[recording.value].params;
      var request = { jsonrpc: "2.0", id: 1, method: data.method };
      form.noValidate = !isEdited;
      if (Object.keys(given).length) request.params = given;
      message.textContent = JSON.stringify(request, null, 2);
      command.textContent = data.curl.split(data.mark).join(message.textContent.replace(/'/g, "'\\''").replace(/\n/g, "\n  "));
      answer.textContent = "";
      return canonical(given);
    }

    function fill() {
      var given = data.recordings[recording.value].params;
      data.fields.forEach(function (field, index) {
        controls[index].value = shown(field, Array.isArray(given) ? given[index] : given[field.name]);
      });
      isEdited = false;
      describe();
    }

    data.recordings.forEach(function (one, index) { recording.appendChild(new Option(one.name, index)); });
    row("Start from", recording);
    data.fields.forEach(function (field, index) { row(field.name, controls[index], field.hint, field.isRequired); });
    var send = make("button", "", "Show the answer");
    answer.setAttribute("role", "status");
    var folded = make("details");
    folded.append(make("summary", "", "cURL"), command);
    form.append(make("p", "console-name", "Request"), message, folded, send, answer);
    [message, command].forEach(function (block) { block.tabIndex = 0; });

    recording.addEventListener("change", fill);
    form.addEventListener("input", function (event) {
      if (event.target === recording) return;
      isEdited = true;
      describe();
    });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var wanted = describe();
      // Of several with the same parameters, the chosen one.
      var found = [data.recordings[recording.value]].concat(data.recordings)
        .filter(function (one) { return canonical(one.params) === wanted; })[0];
      answer.appendChild(make("p", "", found
        ? "Recorded: the service answered this when the page was verified."
        : "No answer is recorded for these values, and a published page sends nothing. Run the cURL command to ask your service."));
      if (!found) return;
      var text = make("pre", "", found.answer);
      text.tabIndex = 0;
      answer.appendChild(text);
    });

    var details = make("details", "console-box");
    details.append(make("summary", "", "Try " + data.method), form);
    place.appendChild(details);
    fill();
  }

  document.querySelectorAll(".console").forEach(build);
}());
