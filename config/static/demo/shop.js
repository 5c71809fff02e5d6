// The demo shop: a page of one address after another, and buttons that tell what was done.
const base = document.body.dataset.base;
const told = document.getElementById('told');
const title = document.getElementById('title');
const links = [...document.querySelectorAll('nav a')];

function tell(text) {
  const item = document.createElement('li');
  item.textContent = text;
  told.prepend(item);
}

function show() {
  const link = links.find((each) => each.pathname === location.pathname) ?? links[0];
  for (const each of links) each.removeAttribute('aria-current');
  link.setAttribute('aria-current', 'page');
  title.textContent = link.textContent;
  tell(`page_view ${location.pathname}`);
}

for (const link of links) {
  link.addEventListener('click', (click) => {
    if (click.metaKey || click.ctrlKey) return;
    click.preventDefault();
    if (link.pathname === location.pathname) return;
    history.pushState({}, '', link.href);
    show();
    title.focus();
  });
}
addEventListener('popstate', show);

for (const button of document.querySelectorAll('[data-event]')) {
  button.addEventListener('click', () => {
    const { event, ...properties } = button.dataset;
    window.tracker.event(event, properties);
    tell(`${event} ${JSON.stringify(properties)}`);
  });
}
document.querySelector('[data-does=identify]').addEventListener('click', () => {
  window.tracker.identify('customer-7');
  tell('identify customer-7');
});
document.querySelector('[data-does=reset]').addEventListener('click', () => {
  window.tracker.reset();
  tell('reset');
});
if (location.pathname.startsWith(base)) show();
