// What Dear ImGui's renderer is told when it asks OpenGL for its state, to put it back afterwards.
//
// In a browser such a question waits until the graphics process has drawn all that came before:
// tens of milliseconds a frame in which the program takes no letter (seen in a trace of Chromium).
// Nobody else draws into this context, so the answers are known: everything as it was at first.
// cmake/third_party.cmake puts this in the place of glGetIntegerv in the renderer's source alone.
#ifdef __EMSCRIPTEN__

#include <GLES3/gl3.h>

#include <algorithm>

extern "C" void quietroom_gl_integer(GLenum name, GLint* values) {
  switch (name) {
    case GL_ACTIVE_TEXTURE:
      *values = GL_TEXTURE0;
      return;
    case GL_CURRENT_PROGRAM:
    case GL_TEXTURE_BINDING_2D:
    case GL_SAMPLER_BINDING:
    case GL_ARRAY_BUFFER_BINDING:
    case GL_ELEMENT_ARRAY_BUFFER_BINDING:
    case GL_VERTEX_ARRAY_BINDING:
    case GL_PIXEL_UNPACK_BUFFER_BINDING:
      *values = 0;
      return;
    case GL_VIEWPORT:
    case GL_SCISSOR_BOX:
      std::fill_n(values, 4, 0);
      return;
    case GL_BLEND_SRC_RGB:
    case GL_BLEND_SRC_ALPHA:
      *values = GL_ONE;
      return;
    case GL_BLEND_DST_RGB:
    case GL_BLEND_DST_ALPHA:
      *values = GL_ZERO;
      return;
    case GL_BLEND_EQUATION_RGB:
    case GL_BLEND_EQUATION_ALPHA:
      *values = GL_FUNC_ADD;
      return;
    default:
      glGetIntegerv(name, values);  // What the context can do; asked once.
  }
}

#endif
