onmessage = ({data: canvas}) => {
  const gl = canvas.getContext('webgl2', {alpha: false, antialias: false});
  gl.clearColor(1, 1, 0.9, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
};
