// Drawings in a dialog that zooms and pans: by the wheel, two fingers, buttons and keys. Without it, the link leads to the file.
(function () {
  "use strict";

  var dialog, view, status, drawing, place, pointers = new Map(), before;

  function make(name, kind, text) {
    var element = document.createElement(name);
    if (kind) element.className = kind;
    if (text) element.textContent = text;
    return element;
  }

  function build() {
    dialog = make("dialog", "drawing-dialog");
    var bar = make("div", "drawing-bar");
    status = make("span", "drawing-title");
    bar.appendChild(status);
    [["−", "Smaller", function () { zoom(1 / 1.3); }], ["+", "Larger", function () { zoom(1.3); }],
      ["Fit", "Fit the window", fit], ["Close", "Close", function () { dialog.close(); }]].forEach(function (item) {
      var button = make("button", "", item[0]);
      button.type = "button";
      button.setAttribute("aria-label", item[1]);
      button.addEventListener("click", item[2]);
      bar.appendChild(button);
    });
    view = make("div", "drawing-view");
    view.tabIndex = 0;
    view.setAttribute("role", "group");
    view.setAttribute("aria-label", "Drawing. Arrow keys move it, plus and minus change its size, 0 fits it to the window.");
    dialog.append(bar, view);
    document.body.appendChild(dialog);
    view.addEventListener("wheel", function (event) {
      event.preventDefault();
      zoom(Math.exp(-event.deltaY / (event.ctrlKey ? 100 : 400)), event.clientX, event.clientY);
    }, { passive: false });
    view.addEventListener("pointerdown", function (event) {
      view.setPointerCapture(event.pointerId);
      pointers.set(event.pointerId, event);
      before = measure();
    });
    view.addEventListener("pointermove", function (event) {
      if (!pointers.has(event.pointerId)) return;
      pointers.set(event.pointerId, event);
      var now = measure();
      move(now.x - before.x, now.y - before.y);
      if (before.distance && now.distance) zoom(now.distance / before.distance, now.x, now.y);
      before = now;
    });
    ["pointerup", "pointercancel"].forEach(function (name) {
      view.addEventListener(name, function (event) {
        pointers.delete(event.pointerId);
        if (pointers.size) before = measure();
      });
    });
    dialog.addEventListener("keydown", function (event) {
      // The browser's own keys: the size of text, the page before.
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      var step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
      if (step) move(step[0], step[1]);
      else if (event.key === "+" || event.key === "=") zoom(1.3);
      else if (event.key === "-") zoom(1 / 1.3);
      else if (event.key === "0") fit();
      else return;
      event.preventDefault();
    });
    dialog.addEventListener("close", function () { view.textContent = ""; pointers.clear(); });
  }

  // The middle of the fingers and how far they are from each other.
  function measure() {
    var all = Array.from(pointers.values());
    var x = 0, y = 0;
    all.forEach(function (one) { x += one.clientX / all.length; y += one.clientY / all.length; });
    var distance = all.length > 1 ? Math.hypot(all[0].clientX - all[1].clientX, all[0].clientY - all[1].clientY) : 0;
    return { x: x, y: y, distance: distance };
  }

  function show() {
    drawing.style.transform = "translate(" + place.x + "px," + place.y + "px) scale(" + place.scale + ")";
  }

  function move(x, y) {
    place.x += x;
    place.y += y;
    show();
  }

  // What is at a point of the window stays there.
  function zoom(factor, x, y) {
    var frame = view.getBoundingClientRect();
    var scale = Math.min(8, Math.max(0.1, place.scale * factor));
    var atX = (x === undefined ? frame.left + frame.width / 2 : x) - frame.left;
    var atY = (y === undefined ? frame.top + frame.height / 2 : y) - frame.top;
    place.x = atX - (atX - place.x) * scale / place.scale;
    place.y = atY - (atY - place.y) * scale / place.scale;
    place.scale = scale;
    show();
  }

  function fit() {
    var scale = Math.min(2, view.clientWidth / place.width, view.clientHeight / place.height);
    place.scale = scale;
    place.x = (view.clientWidth - place.width * scale) / 2;
    place.y = (view.clientHeight - place.height * scale) / 2;
    show();
  }

  // At a narrow window, a wide drawing begins at its left with text that can be read.
  function start() {
    fit();
    if (place.scale > 0.75) return;
    place.x = place.width > view.clientWidth ? 0 : (view.clientWidth - place.width) / 2;
    place.y = place.height > view.clientHeight ? 0 : (view.clientHeight - place.height) / 2;
    place.scale = 1;
    show();
  }

  document.querySelectorAll(".diagram-figure").forEach(function (figure) {
    var link = figure.querySelector(".diagram-full");
    var original = figure.querySelector(".diagram-scroll svg");
    if (!link || !original || !window.HTMLDialogElement) return;
    link.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      if (!dialog) build();
      var box = original.viewBox.baseVal;
      drawing = original.cloneNode(true);
      drawing.setAttribute("width", box.width);
      drawing.setAttribute("height", box.height);
      place = { x: 0, y: 0, scale: 1, width: box.width, height: box.height };
      status.textContent = figure.querySelector(".code-title").textContent;
      dialog.setAttribute("aria-label", status.textContent);
      view.appendChild(drawing);
      dialog.showModal();
      view.focus();
      start();
    });
  });
}());
