// Values under the pointer: a dashed line at the nearest x, a dot on each series, and a box with the numbers.
for (const chart of document.querySelectorAll('.chart')) {
  const source = chart.querySelector('script[type="application/json"]');
  if (!source) continue;
  const rows = JSON.parse(source.textContent);
  const svg = chart.querySelector('.plot svg');
  const cursor = svg.querySelector('.cursor');
  const tip = chart.querySelector('.tip');
  const [, , width, height] = svg.getAttribute('viewBox').split(' ').map(Number);
  const element = (name, attributes) => {
    const e = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) e.setAttribute(key, value);
    return e;
  };

  const show = clientX => {
    const box = svg.getBoundingClientRect();
    const x = (clientX - box.left) / box.width * width;
    let low = 0, high = rows.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((rows[middle][1] + rows[middle + 1][1]) / 2 < x) low = middle + 1; else high = middle;
    }
    const [title, at, points] = rows[low];
    cursor.replaceChildren(element('path', { d: `M${at} 14V${height - 46}` }));
    const lines = [Object.assign(document.createElement('b'), { textContent: title })];
    for (const [series, y, text] of points) {
      if (y !== null) cursor.append(element('circle', { class: `s${series}`, cx: at, cy: y, r: 5 }));
      lines.push(Object.assign(document.createElement('span'), { textContent: text }));
    }
    tip.replaceChildren(...lines);
    tip.hidden = false;
    const left = at / width * box.width;      // beside the line, on the side with more room, so that it hides no point
    tip.style.left = `${left < box.width / 2 ? left + 12 : left - 12 - tip.offsetWidth}px`;
  };
  const hide = () => { cursor.replaceChildren(); tip.hidden = true; };

  svg.addEventListener('pointermove', e => show(e.clientX));
  svg.addEventListener('pointerdown', e => show(e.clientX));
  svg.addEventListener('pointerleave', hide);
}
// On paper nothing can be opened.
addEventListener('beforeprint', () => document.querySelectorAll('details').forEach(d => d.open = true));
