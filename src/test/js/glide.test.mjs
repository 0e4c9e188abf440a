import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { placeInOrder } from '../../../webroot/glide.js';

let list;

beforeEach(() => {
  globalThis.document = { activeElement: null };
});

afterEach(() => {
  delete globalThis.document;
});

/** A parent of elements with these names, which notes those that are moved, as each loses the focus by that. */
function parent(names) {
  const children = [];
  const self = {
    moved: [],
    children,
    get names() {
      return children.map(({ name }) => name).join('');
    },
    get firstElementChild() {
      return children[0] ?? null;
    },
    insertBefore(item, place) {
      if (item === place) throw new Error('it is its own place');
      if (children.includes(item)) children.splice(children.indexOf(item), 1);
      children.splice(place ? children.indexOf(place) : children.length, 0, item);
      self.moved.push(item.name);
    },
  };
  for (const name of names) children.push(child(name, children));
  return self;
}

function child(name, children) {
  return {
    name,
    contains: (other) => other === name,
    get nextElementSibling() {
      return children[children.indexOf(this) + 1] ?? null;
    },
  };
}

const inOrder = (names) => Array.from(names, (name) => list.children.find((each) => each.name === name) ?? child(name, list.children));

test('elements are put in order, first among the others, and those that stand right are not touched', () => {
  list = parent('abcx');
  placeInOrder(list, inOrder('cab'));
  assert.deepEqual([list.names, list.moved], ['cabx', ['c']]);
  placeInOrder(list, inOrder('cdab').values());
  assert.deepEqual([list.names, list.moved], ['cdabx', ['c', 'd']]);
});

test('the element that has the focus keeps it, wherever it is to stand: the others move around it', () => {
  for (const focused of 'abcdefg') {
    for (const order of ['gabcdef', 'bcdefga', 'fedcbag', 'dgaebfc', 'cagf', 'ahbgc', 'abcdefg']) {
      list = parent('abcdefgx');
      globalThis.document.activeElement = focused;
      placeInOrder(list, inOrder(order));
      assert.equal(list.names.slice(0, order.length), order);
      assert.equal(list.names.at(-1), 'x');
      if (order.includes(focused)) assert.ok(!list.moved.includes(focused), `${focused} of ${order}: ${list.moved}`);
    }
  }
});

test('a focus that is elsewhere changes nothing', () => {
  list = parent('abc');
  globalThis.document.activeElement = 'elsewhere';
  placeInOrder(list, inOrder('cab'));
  assert.deepEqual([list.names, list.moved], ['cab', ['c']]);
});
