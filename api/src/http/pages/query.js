'use strict';

const form = document.getElementById('form');
const example = document.getElementById('example');
const query = document.getElementById('query');
const variables = document.getElementById('variables');
const state = document.getElementById('status');
const result = document.getElementById('result');

const given = new URLSearchParams(location.search);
query.value = given.get('query') ?? example.value;
variables.value = given.get('variables') ?? '';

example.addEventListener('change', () => {
  query.value = example.value;
  variables.value = '';
});

form.addEventListener('submit', (event) => {
  event.preventDefault();
  run();
});

form.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
  }
});

async function run() {
  const request = { query: query.value };
  if (variables.value.trim() !== '') {
    try {
      request.variables = JSON.parse(variables.value);
    } catch (error) {
      show(`Biến không phải là JSON. / The variables are no JSON. ${error.message}`, '');
      variables.focus();
      return;
    }
  }
  show('Đang chạy… / Running…', '');
  const start = performance.now();
  try {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: {
        accept: 'application/graphql-response+json, application/json;q=0.9',
        'content-type': 'application/json',
      },
      body: JSON.stringify(request),
    });
    const answer = await response.json();
    const took = Math.round(performance.now() - start);
    show(`${response.status} · ${took} ms`, JSON.stringify(answer, null, 2));
  } catch (error) {
    show(`Máy chủ không trả lời. / The server does not answer. ${error.message}`, '');
  }
}

function show(line, text) {
  state.textContent = line;
  result.textContent = text;
}
