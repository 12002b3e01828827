// What no app of this kind can do without: a field over a canvas that a worker has drawn once.
const canvas = document.getElementById('canvas').transferControlToOffscreen();
canvas.width = window.innerWidth;
canvas.height = window.innerHeight;
new Worker('bare_worker.js').postMessage(canvas, [canvas]);
