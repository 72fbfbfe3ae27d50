// How works and links get onto the screen: programs of our own for sigma.
//
// Why not sigma's: without a graphics card (as on many a machine in a lecture room) 50,000 works took 700 ms a
// frame with its NodeCircleProgram, which draws instances, and draws everything once more to find out what lies
// under the pointer, for which it then waits. Here a work is one point, data goes to the card only when it has
// changed, what lies under the pointer is looked up (map_places.js), links and works share one canvas, and while
// a map of many works moves, a picture of it is moved that is somewhat larger than the window.
"use strict";

import { LINK, PICTURE, WORK } from "./map_shaders.js";

const { NodePointProgram, EdgeLineProgram } = window.Sigma.rendering;
const { FLOAT, POINTS, TRIANGLES, UNSIGNED_BYTE } = window.WebGLRenderingContext;

const MANY = 500; // works above which a picture is moved, not the works
const BEYOND = 1.5; // how much larger than the window that picture is, in each direction

// What all maps of a page share with their programs; sigma makes those itself and hands them nothing.
export const state = { moving: false, paper: [1, 1, 1], paint: null };

// Links wait for the works' program to draw them: under the works, on the same canvas.
export class Links extends EdgeLineProgram {
  constructor(gl, picking, renderer) {
    super(renderer.webGLContexts.nodes, null, renderer);
    this.changed = true;
  }

  getDefinition() {
    return {
      VERTICES: 6,
      VERTEX_SHADER_SOURCE: LINK.vertex,
      FRAGMENT_SHADER_SOURCE: LINK.fragment,
      METHOD: TRIANGLES,
      UNIFORMS: ["u_matrix", "u_window"],
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_other", size: 2, type: FLOAT },
        { name: "a_side", size: 1, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
    };
  }

  processVisibleItem(number, start, source, target, data) {
    const color = data.packed;
    const corners = [
      [source, target, 1], [source, target, -1], [target, source, 1],
      [target, source, 1], [target, source, -1], [source, target, 1],
    ];
    for (const [one, other, side] of corners) {
      this.array.set([one.x, one.y, other.x, other.y, side, color], start);
      start += 6;
    }
    this.changed = true;
  }

  bindProgram(info) {
    bindOnce(this, info);
  }

  setUniforms(params, { gl, uniformLocations }) {
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
    gl.uniform2f(uniformLocations.u_window, params.width, params.height);
  }

  render() {} // the works' program calls draw

  draw(params) {
    if (this.hasNothingToRender()) return;
    this.bindProgram(this.normalProgram);
    this.normalProgram.gl.useProgram(this.normalProgram.program);
    this.setUniforms(params, this.normalProgram);
    this.normalProgram.gl.drawArrays(TRIANGLES, 0, this.verticesCount);
    this.unbindProgram(this.normalProgram);
  }
}

export class Works extends NodePointProgram {
  constructor(gl, picking, renderer) {
    super(gl, null, renderer);
    this.changed = true;
    this.order = gl.createBuffer();
    this.shown = 0;
    this.moved = new Picture(gl);
    state.paint = (paint) => this.paint(paint);
  }

  getDefinition() {
    return {
      VERTICES: 1,
      VERTEX_SHADER_SOURCE: WORK.vertex,
      FRAGMENT_SHADER_SOURCE: WORK.fragment,
      METHOD: POINTS,
      UNIFORMS: ["u_matrix", "u_scale", "u_paper"],
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_shape", size: 1, type: FLOAT },
      ],
    };
  }

  // sigma tells the place of a work; how it looks comes from paint, for all works in one go.
  processVisibleItem(number, start, data) {
    this.array[start] = data.x;
    this.array[start + 1] = data.y;
    this.changed = true;
  }

  // sizes, colours (four bytes as a float), shapes: (n_works,); order: which are drawn, the topmost last.
  paint({ sizes, colours, shapes, order }) {
    for (let place = 0, at = 2; place < sizes.length; place += 1, at += 5) {
      this.array[at] = sizes[place];
      this.array[at + 1] = colours[place];
      this.array[at + 2] = shapes[place];
    }
    const { gl } = this.normalProgram;
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.order);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, order, gl.STATIC_DRAW);
    this.shown = order.length;
    this.changed = true;
  }

  bindProgram(info) {
    if (bindOnce(this, info)) this.moved.forget();
  }

  setUniforms(params, { gl, uniformLocations }) {
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
    gl.uniform1f(uniformLocations.u_scale, params.pixelRatio / params.sizeRatio);
    gl.uniform3fv(uniformLocations.u_paper, state.paper);
  }

  render(params) {
    const { gl } = this.normalProgram;
    if (this.changed) this.moved.forget();
    gl.enable(gl.BLEND);
    if (!state.moving || this.capacity < MANY) {
      gl.bindFramebuffer(gl.FRAMEBUFFER, null);
      gl.viewport(0, 0, params.width * params.pixelRatio, params.height * params.pixelRatio);
      this.draw(params);
      return;
    }
    this.ready(params);
    this.moved.show(params);
  }

  // Have a picture that serves at this place of the camera; called ahead of a movement too.
  ready(params) {
    if (this.capacity < MANY || this.moved.serves(params)) return;
    this.moved.take(params, (larger) => this.draw(larger));
  }

  draw(params) {
    const { gl } = this.normalProgram;
    this.renderer.edgePrograms.link?.draw(params); // sigma has others beside it
    if (!this.shown) return;
    this.bindProgram(this.normalProgram);
    gl.useProgram(this.normalProgram.program);
    this.setUniforms(params, this.normalProgram);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.order);
    gl.drawElements(gl.POINTS, this.shown, gl.UNSIGNED_INT, 0);
    this.unbindProgram(this.normalProgram);
  }
}

// sigma draws what the pointer is on once more on a canvas of its own; map_overlay.js does that here.
export class Nothing {
  reallocate() {}
  process() {}
  render() {}
  kill() {}
}

// As sigma's bindProgram, but what has not changed is not sent again. Says whether it had changed.
function bindOnce(program, info) {
  const { gl, buffer } = info;
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  let offset = 0;
  for (const attribute of program.ATTRIBUTES) offset += program.bindAttribute(attribute, info, offset);
  const { changed } = program;
  if (changed) gl.bufferData(gl.ARRAY_BUFFER, program.array, gl.STATIC_DRAW);
  program.changed = false;
  return changed;
}

// The map as it stood at one place of the camera, and a piece beyond the window.
class Picture {
  constructor(gl) {
    this.gl = gl;
    this.program = compiled(gl, PICTURE);
    this.place = gl.getUniformLocation(this.program, "u_place");
    this.corner = gl.getAttribLocation(this.program, "a_corner");
    this.corners = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, this.corners);
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]), gl.STATIC_DRAW);
    this.texture = gl.createTexture();
    this.buffer = gl.createFramebuffer();
    this.of = null;
    this.size = [0, 0];
  }

  forget() {
    this.of = null;
  }

  // Where the picture lies in the window now: half its width and height, and its middle; the window is -1 … 1.
  lies({ matrix }) {
    const across = (matrix[0] / this.of[0]) * BEYOND;
    const up = (matrix[4] / this.of[4]) * BEYOND;
    return [
      across, up,
      matrix[6] - (this.of[6] * matrix[0]) / this.of[0],
      matrix[7] - (this.of[7] * matrix[4]) / this.of[4],
    ];
  }

  // Whether the picture shows all of the map that is in the window, and not too coarsely.
  serves(params) {
    if (!this.of || this.size[0] !== params.width || this.size[1] !== params.height) return false;
    const zoomed = params.matrix[0] / this.of[0];
    if (zoomed > 2.5 || zoomed < 0.4) return false;
    const [across, up, x, y] = this.lies(params);
    const { matrix } = params; // places of works lie from 0 to 1
    const covers = (half, middle, scale, shift) =>
      middle - half <= Math.max(-1, Math.min(shift, shift + scale)) + 0.001 &&
      middle + half >= Math.min(1, Math.max(shift, shift + scale)) - 0.001;
    return covers(across, x, matrix[0], matrix[6]) && covers(up, y, matrix[4], matrix[7]);
  }

  take(params, draw) {
    const { gl } = this;
    const [width, height] = [params.width, params.height].map((long) => Math.ceil(long * params.pixelRatio * BEYOND));
    gl.bindTexture(gl.TEXTURE_2D, this.texture);
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.buffer);
    if (this.size[0] !== params.width || this.size[1] !== params.height) {
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, width, height, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
      for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE);
      for (const how of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, how, gl.LINEAR);
      gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, this.texture, 0);
      this.size = [params.width, params.height];
    }
    gl.viewport(0, 0, width, height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    const larger = params.matrix.map((value) => value / BEYOND);
    larger[8] = 1;
    draw({ ...params, matrix: larger, width: params.width * BEYOND, height: params.height * BEYOND });
    this.of = params.matrix.slice();
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  }

  show(params) {
    const { gl } = this;
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.viewport(0, 0, params.width * params.pixelRatio, params.height * params.pixelRatio);
    gl.disable(gl.BLEND);
    gl.useProgram(this.program);
    gl.bindTexture(gl.TEXTURE_2D, this.texture);
    // Not zoomed, a pixel of the picture is one of the window: sharper, and less to compute.
    const how = Math.abs(params.matrix[0] / this.of[0] - 1) < 1e-4 ? gl.NEAREST : gl.LINEAR;
    for (const when of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, when, how);
    gl.uniform4fv(this.place, this.lies(params));
    gl.bindBuffer(gl.ARRAY_BUFFER, this.corners);
    gl.enableVertexAttribArray(this.corner);
    gl.vertexAttribPointer(this.corner, 2, gl.FLOAT, false, 0, 0);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    gl.disableVertexAttribArray(this.corner);
    gl.enable(gl.BLEND);
  }
}

function compiled(gl, { vertex, fragment }) {
  const program = gl.createProgram();
  for (const [kind, source] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return program;
}
