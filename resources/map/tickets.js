// Tickets: symbols from near, counts from far away, with their lamps and cards.
"use strict";

// Tickets, and the names of the regions under them, which crews would hide. Far away tickets are counts.
griddesk.Tickets = griddesk.Symbols.extend({
  reach: 42,

  rank(look) { return griddesk.rank(look); },

  isEmpty() { return !griddesk.layers.ground.labels; },

  // All of them: what a count holds must not depend on where the map is dragged.
  within() { return [-Infinity, -Infinity, Infinity, Infinity]; },

  moved() {},

  gather() {
    griddesk.Symbols.prototype.gather.call(this);
    if (!this.on) this.groups.clear();
    if (this._counts()) {
      griddesk.mergeNeighbours(this.groups, 52);
      griddesk.clearOfLabels(this.groups.values(), griddesk.layers.ground.placed);
    }
    const marks = griddesk.layers.marks; // Made after this layer.
    if (marks && marks.state.pulse.length) marks.redraw();
  },

  draw(ctx, view) {
    griddesk.drawLabels(ctx, griddesk.layers.ground.placed, view);
    const { left, top, touches } = view, shown = [];
    for (const group of this.groups.values()) {
      const x = group.x - left, y = group.y - top;
      if (touches(x - 42, y - 24, x + 42, y + 24)) shown.push({ ...group, x, y });
    }
    shown.sort((one, other) => griddesk.rank(other.look) - griddesk.rank(one.look) || one.y - other.y);
    const asCounts = this._counts();
    for (const group of shown) asCounts ? this._drawCount(ctx, group) : this._drawSymbol(ctx, group);
  },

  // Where a ticket is seen: at its place, or at the count that holds it.
  seenAt(wx, wy) {
    const x = wx * this.view.scale, y = wy * this.view.scale;
    if (!this._counts()) return { x, y, isCount: false };
    let best = null, bestAway = Infinity;
    for (const group of this.groups.values()) {
      const away = (group.look & 7) === 1 ? Math.hypot(group.x - x, group.y - y) : Infinity;
      if (away < bestAway) [best, bestAway] = [group, away];
    }
    return best ? { x: best.x, y: best.y, isCount: true } : { x, y, isCount: false };
  },

  _counts() { return this.view.zoom < this.options.symbols_from; },

  _drawSymbol(ctx, { x, y, count, look }) {
    this.stamp(ctx, this.picture(`t${look}`, 18, pen => griddesk.drawTicket(pen, look, 10)), x, y);
    if (count > 1) {
      this.stamp(ctx, this.picture(`n${count}`, 12, pen => griddesk.drawStackCount(pen, count)), x + 11, y - 10);
    }
  },

  _drawCount(ctx, { x, y, count, look }) {
    const name = `c${look & 15} ${count}`; // 15: the bits that a count shows.
    this.stamp(ctx, this.picture(name, 38, pen => griddesk.drawCount(pen, look, count)), x, y);
  },
});

// Look of a ticket: bits 0-2 priority, bit 3 somebody is sent, bit 4 overdue, bit 5 nobody has accepted it,
// bits 6-7 the card that waits for a reply: 1 yellow, 2 red, 3 black, bit 8 it waits at this desk for the database.
griddesk.rank = look => (look & 7) * 4 + (look & 16 ? 0 : 2) + (look & 8 ? 1 : 0);

griddesk.mergeNeighbours = (groups, reach) => {
  const STEPS = [67108864, 1, 67108865, 67108863];
  for (const [key, group] of groups) {
    for (const step of STEPS) {
      const other = groups.get(key + step);
      if (!other || Math.abs(other.x - group.x) > reach || Math.abs(other.y - group.y) > reach * 0.65) continue;
      const count = group.count + other.count;
      group.x += (other.x - group.x) * other.count / count;
      group.y += (other.y - group.y) * other.count / count;
      group.count = count;
      if (griddesk.rank(other.look) < griddesk.rank(group.look)) group.look = other.look;
      groups.delete(key + step);
    }
  }
};

// A count that would lie upon a name goes above or below it, whichever is nearer.
griddesk.clearOfLabels = (groups, labels) => {
  for (const group of groups) {
    for (const { x, y, half, rule } of labels) {
      const reach = 14 + rule.size / 2;
      if (Math.abs(group.x - x) > half + 20 || Math.abs(group.y - y) > reach) continue;
      group.y = group.y < y ? y - reach - 1 : y + reach + 1;
    }
  }
};

griddesk.shapeOf = (pen, priority, size) => {
  pen.beginPath();
  if (priority === 1) {
    pen.moveTo(0, -size * 1.12); pen.lineTo(size * 1.12, 0); pen.lineTo(0, size * 1.12); pen.lineTo(-size * 1.12, 0);
  } else if (priority === 2) {
    pen.moveTo(0, -size * 1.08); pen.lineTo(size * 1.14, size * 0.86); pen.lineTo(-size * 1.14, size * 0.86);
  } else if (priority === 3) {
    pen.rect(-size * 0.86, -size * 0.86, size * 1.72, size * 1.72);
  } else {
    pen.arc(0, 0, size * 0.95, 0, 2 * Math.PI);
  }
  pen.closePath();
};

griddesk.drawTicket = (pen, look, size) => {
  const tokens = griddesk.tokens, priority = look & 7, isSent = look & 8, color = tokens["p" + priority];
  pen.lineJoin = "round";
  griddesk.shapeOf(pen, priority, size);
  pen.lineWidth = 3.4;
  pen.strokeStyle = tokens.edge;
  pen.stroke();
  pen.fillStyle = isSent ? tokens.map_land : color;
  pen.fill();
  if (isSent) {
    pen.lineWidth = 2;
    pen.strokeStyle = tokens[`p${priority}_text`];
    pen.stroke();
  }
  pen.fillStyle = isSent ? tokens.map_label : tokens.ink;
  pen.font = `700 ${Math.round(size * 1.15)}px ${griddesk.FONT}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(String(priority), 0, priority === 2 ? size * 0.2 : 0.5);
  if (look & 16) griddesk.drawOverdue(pen, size * 0.85, size * 0.85);
  if (look >> 6 & 3) griddesk.drawCard(pen, look >> 6 & 3, -size * 0.95, -size * 0.9);
  if (look & 256) griddesk.drawKept(pen, size * 1.6);
};

// A broken ring: nobody but this desk knows of it yet.
griddesk.drawKept = (pen, radius) => {
  pen.beginPath();
  pen.arc(0, 0, radius, 0, 2 * Math.PI);
  pen.lineWidth = 3;
  pen.strokeStyle = griddesk.tokens.map_halo;
  pen.stroke();
  pen.setLineDash([4, 3]);
  pen.lineWidth = 1.6;
  pen.strokeStyle = griddesk.tokens.map_label;
  pen.stroke();
  pen.setLineDash([]);
};

// A small card at the corner: supervised, and not replied to. Red lacks one of its corners, black two.
griddesk.drawCard = (pen, step, x, y) => {
  const tokens = griddesk.tokens, cut = 3;
  const left = x - 3.6, right = x + 3.6, top = y - 4.8, bottom = y + 4.8;
  pen.beginPath();
  pen.moveTo(left, top);
  pen.lineTo(right - (step > 1 ? cut : 0), top);
  pen.lineTo(right, top + (step > 1 ? cut : 0));
  pen.lineTo(right, bottom - (step > 2 ? cut : 0));
  pen.lineTo(right - (step > 2 ? cut : 0), bottom);
  pen.lineTo(left, bottom);
  pen.closePath();
  pen.lineJoin = "round";
  pen.lineWidth = 3.2;
  pen.strokeStyle = tokens.map_halo;
  pen.stroke();
  pen.lineWidth = 1.4;
  pen.strokeStyle = tokens.card_edge;
  pen.stroke();
  pen.fillStyle = tokens[["p3", "p1", "card_black"][step - 1]];
  pen.fill();
};

// A small clock at the corner: the running stage is past its time.
griddesk.drawOverdue = (pen, x, y) => {
  const tokens = griddesk.tokens;
  pen.beginPath();
  pen.arc(x, y, 4.6, 0, 2 * Math.PI);
  pen.fillStyle = tokens.map_halo;
  pen.fill();
  pen.lineWidth = 1.4;
  pen.strokeStyle = tokens.p1;
  pen.stroke();
  pen.beginPath();
  pen.moveTo(x, y - 2.6); pen.lineTo(x, y); pen.lineTo(x + 2, y + 1.2);
  pen.stroke();
};

griddesk.drawStackCount = (pen, count) => {
  const tokens = griddesk.tokens, text = count > 99 ? "99+" : String(count);
  const width = Math.max(13, 6 + 6.4 * text.length);
  pen.beginPath();
  pen.roundRect(-width / 2, -6.5, width, 13, 6.5);
  pen.fillStyle = tokens.raised;
  pen.fill();
  pen.lineWidth = 1;
  pen.strokeStyle = tokens.outline;
  pen.stroke();
  pen.fillStyle = tokens.text_1;
  pen.font = `600 10px ${griddesk.FONT}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(text, 0, 0.5);
};

griddesk.drawCount = (pen, look, count) => {
  const tokens = griddesk.tokens, priority = look & 7, text = String(count), color = tokens["p" + priority];
  const width = 32 + 7.4 * text.length;
  pen.beginPath();
  pen.roundRect(-width / 2, -12, width, 24, 12);
  pen.fillStyle = tokens.raised;
  pen.fill();
  pen.lineWidth = 1.5;
  pen.strokeStyle = priority === 1 && !(look & 8) ? color : tokens.outline;
  pen.stroke();
  pen.save();
  pen.translate(-width / 2 + 14, 0);
  griddesk.shapeOf(pen, priority, 6);
  pen.fillStyle = color;
  pen.fill();
  pen.lineWidth = 1;
  pen.strokeStyle = tokens.edge;
  pen.stroke();
  pen.restore();
  pen.fillStyle = tokens.text_1;
  pen.font = `600 13px ${griddesk.FONT}`;
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  pen.fillText(text, -width / 2 + 25, 1);
};
