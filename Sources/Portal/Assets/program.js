// Programs of several blocks, to download. Without it, readers copy one block after the other.
(function () {
  "use strict";

  var languages = {
    sh: ["sh", "shell script", "#!/usr/bin/env bash\n"], python: ["py", "Python program", ""],
    swift: ["swift", "Swift program", ""], javascript: ["mjs", "JavaScript program", ""], ruby: ["rb", "Ruby program", ""]
  };

  // A file with the code of some blocks.
  function download(figures, language) {
    if (!figures.length) return;
    var program = { text: figures.map(window.flowdocsCode).join("\n") };
    // Another script may put the reader's values into it.
    figures[figures.length - 1].dispatchEvent(new CustomEvent("flowdocs:copy", { bubbles: true, detail: program }));
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([languages[language][2] + program.text], { type: "text/plain" }));
    link.download = location.pathname.split("/").pop().replace(/\.html$/, "") + "." + languages[language][0];
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }

  function button(text, action) {
    var element = document.createElement("button");
    element.type = "button";
    element.textContent = text;
    element.addEventListener("click", action);
    return element;
  }

  window.flowdocsProgram = { languages: languages, download: download, button: button };

  // Below the last block of each session.
  var sessions = Object.create(null);
  document.querySelectorAll(".code[data-session]").forEach(function (figure) {
    var name = figure.dataset.session;
    sessions[name] = (sessions[name] || []).concat(figure);
  });
  Object.keys(sessions).forEach(function (name) {
    var figures = sessions[name];
    var language = figures[0].dataset.program;
    var row = document.createElement("p");
    row.className = "code-note walk-program";
    row.appendChild(button("Download these " + figures.length + " blocks as a " + languages[language][1], function () {
      download(figures, language);
    }));
    figures[figures.length - 1].appendChild(row);
  });
}());
