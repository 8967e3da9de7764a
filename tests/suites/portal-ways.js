// In the browser: the ways in which portals put HTML into a page, what a visitor then does, and what came
// of it. `tryOut` is what sanitiser.mjs calls.
const HTML = 'http://www.w3.org/1999/xhtml';
const SVG = 'http://www.w3.org/2000/svg';
const MATH = 'http://www.w3.org/1998/Math/MathML';

/** What cleaned HTML has; whatever else is found in the page is told. */
const ELEMENTS = new Set(`a abbr acronym area article aside b bdi bdo blockquote br caption center cite code col colgroup
  data dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li map mark
  nav ol p pre q rp rt rtc ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead time
  tr tt u ul var wbr`.split(/\s+/u));
const ATTRIBUTES = new Set(`abbr align alt axis char charoff cite color colspan coords datetime dir headers height href
  hreflang id lang open rel rowspan scope shape size span src start summary title type value width`.split(/\s+/u));

const around = (before, after) => (root, html) => {
  root.innerHTML = before + html + after;
  readAgain(root);
};
const inside = (namespace, name) => (root, html) => {
  const element = root.appendChild(document.createElementNS(namespace, name));
  element.innerHTML = html;
  root.innerHTML = root.innerHTML;
};

/** What before 3.5 stood for empty elements was written out, as XHTML is read (CVE-2020-11022). */
const asJQuery = (html) =>
  html.replace(/<(?!area|br|col|embed|hr|img|input|link|meta|param)(([a-z][^/\0>\x20\t\r\n\f]*)[^>]*)\/>/giu, '<$1></$2>');

/** Each way puts HTML into an element of a page. */
const WAYS = {
  innerHTML: (root, html) => {
    root.innerHTML = html;
  },
  'innerHTML, read and set again': around('', ''),
  insertAdjacentHTML: (root, html) => {
    const p = root.appendChild(document.createElement('p'));
    p.insertAdjacentHTML('afterbegin', html);
    p.insertAdjacentHTML('afterend', html);
  },
  'outerHTML of an item of a list': (root, html) => {
    root.innerHTML = '<ul><li></li></ul>';
    root.querySelector('li').outerHTML = html;
  },
  DOMParser: (root, html) => {
    const parsed = new DOMParser().parseFromString(html, 'text/html');
    root.append(...root.ownerDocument.adoptNode(parsed.documentElement).childNodes);
  },
  'DOMParser without scripts, then innerHTML': (root, html) => {
    const parsed = new DOMParser().parseFromString(`<noscript>${html}</noscript>`, 'text/html');
    root.innerHTML = parsed.documentElement.innerHTML;
  },
  'contextual fragment': (root, html) => {
    const range = root.ownerDocument.createRange();
    range.selectNodeContents(root);
    root.append(range.createContextualFragment(html));
  },
  template: (root, html) => {
    const template = root.ownerDocument.createElement('template');
    template.innerHTML = html;
    root.append(root.ownerDocument.importNode(template.content, true));
    template.innerHTML = template.innerHTML;
    root.append(template.content);
  },
  'shadow root': (root, html) => {
    root.attachShadow({ mode: 'open' }).setHTMLUnsafe(html);
  },
  'jQuery before 3.5': (root, html) => {
    root.innerHTML = asJQuery(html);
  },
  'jQuery before 3.5, in a cell': (root, html) => {
    root.innerHTML = asJQuery(`<table><tbody><tr><td>${html}</td></tr></tbody></table>`);
  },
  'inside an svg': inside(SVG, 'svg'),
  'inside a foreignObject': inside(SVG, 'foreignObject'),
  'inside a math': inside(MATH, 'math'),
  'inside an mtext': inside(MATH, 'mtext'),
  'inside an annotation-xml': inside(MATH, 'annotation-xml'),
  'inside a select': inside(HTML, 'select'),
  'inside a table': inside(HTML, 'table'),
  'inside a textarea': inside(HTML, 'textarea'),
  'inside a noscript': inside(HTML, 'noscript'),
  ...Object.fromEntries(
    `svg math table select textarea noscript noembed noframes xmp title template p a button form details option listing
    pre object video svg><desc svg><title math><mtext`
      .split(/\s+/u).map((name) => [`between <${name}>`, around(`<${name}>`, `</${name}>`)]),
  ),
  'between <annotation-xml>': around('<math><annotation-xml encoding="text/html">', '</annotation-xml></math>'),
  'in a comment': around('<!-- ', ' -->'),
};

/** Ways that take a page of their own. */
const ALONE = {
  'document.write': ({ ownerDocument: page }, html) => {
    page.open();
    // What was listened to ends with the document before.
    page.defaultView.listen();
    page.write(`<!DOCTYPE html><title>Tin</title><article>${html}</article>`);
    page.close();
  },
  srcdoc: async (root, html) => {
    const frame = document.createElement('iframe');
    frame.srcdoc = `<!DOCTYPE html><article>${html}</article>`;
    const loaded = new Promise((resolve) => { frame.onload = resolve; });
    root.append(frame);
    await loaded;
  },
};

/** The windows of the pages that are open, each with what it tells. */
const pages = new Map();
const unclaimed = [];
addEventListener('message', ({ source, data }) => {
  if (data?.caught) {
    told(source).push(data.caught);
  }
});
addEventListener('click', stay);

globalThis.ways = Object.keys(WAYS);
globalThis.alone = Object.keys(ALONE);

/** Puts the bodies of each group into one page; what was caught there. With `clean`, so is what should not be there. */
globalThis.tryOut = async (way, groups, clean) => {
  const caught = await Promise.all(groups.map(async (bodies, index) => {
    const frame = document.createElement('iframe');
    frame.name = `group-${index}`;
    frame.srcdoc = '<!DOCTYPE html><title>Tin</title>';
    const loaded = new Promise((resolve) => { frame.onload = resolve; });
    document.body.append(frame);
    await loaded;
    const list = [];
    pages.set(frame.contentWindow, list);
    await tryGroup(frame, way, bodies, clean, list);
    pages.delete(frame.contentWindow);
    frame.remove();
    return [...new Set(list)];
  }));
  return { caught, unclaimed: unclaimed.splice(0) };
};

async function tryGroup(frame, way, bodies, clean, caught) {
  const page = frame.contentDocument;
  const own = new Set(Object.getOwnPropertyNames(page));
  try {
    for (const { html } of bodies) {
      await (WAYS[way] ?? ALONE[way])(page.body.appendChild(page.createElement('section')), html);
    }
    await rendered();
    for (const shown of [page, ...[...page.querySelectorAll('iframe')].flatMap((inner) => inner.contentDocument ?? [])]) {
      const hidden = Object.getOwnPropertyNames(shown).filter((property) => !own.has(property));
      caught.push(...hidden.map((property) => `hides document.${property}`));
      if (clean) {
        caught.push(...foreign(shown, way, bodies.some(({ ids }) => ids)));
      }
      visit(shown);
    }
    await rendered();
    if (!['about:srcdoc', location.href].includes(frame.contentWindow.location.href)) {
      caught.push('another page is shown');
    }
  } catch (error) {
    caught.push(`the page breaks: ${error.message}`);
  }
  // What was told is heard in the order of telling.
  await new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    port2.postMessage('');
  });
}

/** The addresses of the images that HTML names. */
globalThis.imagesOf = (html) =>
  [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('img[src]')].map(({ src }) => src);

function readAgain(element) {
  for (let time = 0; time < 2; time += 1) {
    element.innerHTML = element.innerHTML;
  }
}

/** Where something is told from: the frame of this page that holds it. */
function told(source) {
  let window_ = source;
  while (window_ && window_.parent !== window) {
    window_ = window_.parent;
  }
  return pages.get(window_) ?? unclaimed;
}

/** Links to the web may be followed; they are not, here. */
function stay(event) {
  const link = event.composedPath().find((node) => node.href && node.protocol);
  if (link && /^(?:https?|mailto|tel):$/u.test(link.protocol)) {
    event.preventDefault();
  }
}

/** A form of which nothing says where it goes stays. */
function keep(event) {
  if (!event.target.hasAttribute('action') && !event.submitter?.hasAttribute('formaction')) {
    event.preventDefault();
  }
}

/** Three frames that the page was drawn in: documents are loaded, animations begun, events of both delivered. */
async function rendered() {
  for (let frame = 0; frame < 3; frame += 1) {
    await new Promise((resolve) => { requestAnimationFrame(resolve); });
  }
}

function* elementsOf(root) {
  for (const element of root.querySelectorAll('*')) {
    yield element;
    for (const inner of [element.shadowRoot, element.content]) {
      if (inner?.querySelectorAll) {
        yield* elementsOf(inner);
      }
    }
  }
}

/** What the server adds to cleaned HTML: a link to a provision that is here. */
function isCitation(element) {
  return element.localName === 'a' && element.getAttribute('class') === 'citation' &&
    /^[/#][^/]/u.test(element.getAttribute('href'));
}

/** Elements and attributes that cleaned HTML does not have; those of the way itself have no attributes but `encoding`. */
function* foreign(document_, way, ids) {
  for (const element of elementsOf(document_)) {
    const may = (name) => (name === 'class' ? isCitation(element) : ATTRIBUTES.has(name) && (name !== 'id' || ids));
    const names = element.getAttributeNames().filter((name) => !may(name));
    if (names.length > 0 && !['iframe', 'annotation-xml'].includes(element.localName)) {
      yield `<${element.localName}> has ${names.join(' ')}`;
    }
    const within = document_.body.contains(element) && element !== document_.body;
    if (way === 'innerHTML' && within && !ELEMENTS.has(element.localName)) {
      yield `<${element.localName}> is there`;
    }
  }
}

/** Everything is pointed at, focused and clicked; whatever an element listens to comes. */
function visit(document_) {
  document_.defaultView?.addEventListener('click', stay);
  document_.defaultView?.addEventListener('submit', keep);
  for (const element of [document_.documentElement, ...elementsOf(document_)]) {
    for (const act of ['beginElement', 'focus', 'showPopover', 'show', 'requestSubmit']) {
      attempt(() => element[act]?.());
    }
    for (const name of element.getAttributeNames().filter((attribute) => attribute.startsWith('on'))) {
      attempt(() => element.dispatchEvent(new Event(name.slice(2), { cancelable: true })));
    }
    for (const name of ['pointerover', 'mouseover', 'pointerdown', 'mousedown', 'click']) {
      attempt(() => element.dispatchEvent(new MouseEvent(name, { bubbles: true, cancelable: true, composed: true })));
    }
  }
}

function attempt(act) {
  try {
    act();
  } catch {
    // An element that cannot do it does not do it.
  }
}
