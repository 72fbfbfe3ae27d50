// What the graphics card is told: how a work, a link and a moved picture of the map are drawn.
"use strict";

// A work is one point; colour and shape say the same, for those who see no hues.
export const WORK = {
  vertex: `
attribute vec2 a_position;
attribute float a_size;
attribute vec4 a_color;
attribute float a_shape;
uniform mat3 u_matrix;
uniform float u_scale;
varying vec4 v_color;
varying float v_shape;
varying float v_radius;
void main() {
  gl_Position = vec4((u_matrix * vec3(a_position, 1.0)).xy, 0.0, 1.0);
  v_radius = a_size * u_scale;
  gl_PointSize = v_radius * 2.0 + 2.0;
  v_color = a_color;
  v_shape = a_shape;
}`,
  // "far" is the distance to the edge of the shape in pixels. Large ones have an edge of paper, so that
  // neighbours stay apart. The order of shapes is that of SHAPES in map_marks.js.
  fragment: `
precision mediump float;
uniform vec3 u_paper;
varying vec4 v_color;
varying float v_shape;
varying float v_radius;
void main() {
  vec2 at = (gl_PointCoord - vec2(0.5)) * (v_radius * 2.0 + 2.0);
  float r = v_radius;
  float far;
  if (v_shape < 0.5) far = length(at) - r;
  else if (v_shape < 1.5) far = max(abs(at.x), abs(at.y)) - r * 0.84;
  else if (v_shape < 2.5) far = max(abs(at.x) * 0.866 - at.y * 0.5, at.y) - r * 0.5;
  else if (v_shape < 3.5) far = (abs(at.x) + abs(at.y) - r * 1.15) * 0.7071;
  else if (v_shape < 4.5) far = abs(length(at) - r * 0.68) - r * 0.32;
  else {
    vec2 turned = abs(vec2(at.x + at.y, at.x - at.y)) * 0.7071;
    far = max(min(turned.x, turned.y) - r * 0.34, max(turned.x, turned.y) - r);
  }
  float inside = clamp(0.5 - far, 0.0, 1.0) * v_color.a;
  float core = r > 2.6 && v_shape < 3.5 ? clamp(-far, 0.0, 1.0) : 1.0;
  gl_FragColor = vec4(mix(u_paper, v_color.rgb, core) * inside, inside);
}`,
};

// A link is a thin strip: six corners, each of which knows both ends.
export const LINK = {
  vertex: `
attribute vec2 a_position;
attribute vec2 a_other;
attribute float a_side;
attribute vec4 a_color;
uniform mat3 u_matrix;
uniform vec2 u_window;
varying vec4 v_color;
varying float v_side;
void main() {
  vec2 at = (u_matrix * vec3(a_position, 1.0)).xy;
  vec2 along = ((u_matrix * vec3(a_other, 1.0)).xy - at) * u_window;
  vec2 across = normalize(vec2(-along.y, along.x)) * a_side * 1.5;
  gl_Position = vec4(at + across * 2.0 / u_window, 0.0, 1.0);
  v_color = a_color;
  v_side = a_side * 1.5;
}`,
  fragment: `
precision mediump float;
varying vec4 v_color;
varying float v_side;
void main() {
  float inside = clamp(1.0 - abs(v_side), 0.0, 1.0) * v_color.a;
  gl_FragColor = vec4(v_color.rgb * inside, inside);
}`,
};

export const PICTURE = {
  vertex: `
attribute vec2 a_corner;
uniform vec4 u_place;
varying vec2 v_at;
void main() {
  v_at = a_corner * 0.5 + 0.5;
  gl_Position = vec4(a_corner * u_place.xy + u_place.zw, 0.0, 1.0);
}`,
  fragment: `
precision mediump float;
uniform sampler2D u_picture;
varying vec2 v_at;
void main() { gl_FragColor = texture2D(u_picture, v_at); }`,
};
