// What a hand does on the map beside moving it: a box, a lasso, a press that is held. Each ends in one word to Python.
"use strict";

griddesk.HELD_MS = 500;
griddesk.STILL_PX = 5; // A hand that rests moves so far.
griddesk.LASSO_STEP_PX = 3;

griddesk.Gestures = class {
  constructor(page) {
    this.page = page;
    this.map = page.map;
    this.box = page.map.getContainer();
    this.mode = { boxing: false, lassoing: false };
    this.box.addEventListener("pointerdown", event => this.begin(event), true);
  }

  begin(event) {
    if (event.button !== 0 || !event.isPrimary) return;
    if (event.shiftKey || this.mode.boxing) this.drawBox(event);
    else if (event.ctrlKey || this.mode.lassoing) this.drawLasso(event);
    // A finger that is held asks for the menu by itself; a hand that picks or draws has something else in mind.
    else if (event.pointerType !== "touch" && !this.isDrawing()) this.hold(event);
  }

  isDrawing() {
    const { shaping } = griddesk.layers;
    return this.mode.picking || this.box.classList.contains("griddesk-drawing") || (shaping && shaping.state.mode);
  }

  at({ clientX, clientY }) {
    const corner = this.box.getBoundingClientRect();
    return [clientX - corner.left, clientY - corner.top];
  }

  // The click that ends a gesture is not a click on what lies under it.
  swallowClick() {
    const swallow = click => click.stopPropagation();
    window.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => window.removeEventListener("click", swallow, true), 50);
  }

  // Follows the pointer until it is let go; the map lies still meanwhile.
  follow(move, end) {
    this.map.dragging.disable();
    const stop = event => {
      window.removeEventListener("pointermove", move, true);
      window.removeEventListener("pointerup", stop, true);
      window.removeEventListener("pointercancel", stop, true);
      this.map.dragging.enable();
      end(event.type === "pointerup");
    };
    window.addEventListener("pointermove", move, true);
    window.addEventListener("pointerup", stop, true);
    window.addEventListener("pointercancel", stop, true);
  }

  drawBox(event) {
    const frame = L.DomUtil.create("div", "griddesk-box", this.box), from = this.at(event);
    let rect = [...from, ...from];
    this.follow(moved => {
      const [x, y] = this.at(moved);
      rect = [Math.min(from[0], x), Math.min(from[1], y), Math.max(from[0], x), Math.max(from[1], y)];
      Object.assign(frame.style, {
        left: rect[0] + "px", top: rect[1] + "px", width: rect[2] - rect[0] + "px", height: rect[3] - rect[1] + "px",
      });
    }, isDone => {
      frame.remove();
      if (!isDone || (rect[2] - rect[0] < 4 && rect[3] - rect[1] < 4)) return;
      this.swallowClick();
      this.page.console.boxed(...rect);
    });
  }

  drawLasso(event) {
    const size = this.map.getSize(), line = [this.at(event)];
    const picture = L.SVG.create("svg"), path = L.SVG.create("path");
    picture.setAttribute("class", "griddesk-lasso");
    picture.setAttribute("viewBox", `0 0 ${size.x} ${size.y}`);
    picture.append(path);
    this.box.append(picture);
    this.follow(moved => {
      // Between two pictures the hand went on: its whole way counts, not only where it is now.
      for (const step of moved.getCoalescedEvents()) {
        const [x, y] = this.at(step), [x0, y0] = line[line.length - 1];
        if (Math.hypot(x - x0, y - y0) >= griddesk.LASSO_STEP_PX) line.push([x, y]);
      }
      path.setAttribute("d", "M" + line.map(point => point.join(" ")).join("L") + "Z");
    }, isDone => {
      picture.remove();
      if (!isDone || line.length < 3) return;
      this.swallowClick();
      this.page.console.lassoed(JSON.stringify(line));
    });
  }

  hold(event) {
    const [x, y] = this.at(event);
    const stop = () => {
      clearTimeout(timer);
      window.removeEventListener("pointermove", move, true);
      window.removeEventListener("pointerup", stop, true);
      window.removeEventListener("pointercancel", stop, true);
    };
    const move = moved => {
      const [nowX, nowY] = this.at(moved);
      if (Math.hypot(nowX - x, nowY - y) > griddesk.STILL_PX) stop();
    };
    const timer = setTimeout(() => {
      stop();
      this.map.dragging.disable();
      window.addEventListener("pointerup", () => {
        this.map.dragging.enable();
        this.swallowClick();
      }, { capture: true, once: true });
      this.page.console.menu_asked(x, y);
    }, griddesk.HELD_MS);
    window.addEventListener("pointermove", move, true);
    window.addEventListener("pointerup", stop, true);
    window.addEventListener("pointercancel", stop, true);
  }
};
