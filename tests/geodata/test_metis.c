/* wg_metis_read: every format code, and a clear sentence with the line for every fault. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "geodata/metis.h"

static wg_context *context;
static char path[64];

static int set_up(void **state)
{
  (void)state;
  strcpy(path, "/tmp/test_metis_XXXXXX");
  int file = mkstemp(path);
  if (file < 0) return -1;
  close(file);
  return wg_context_new(&context, NULL) == WG_OK ? 0 : -1;
}

static int tear_down(void **state)
{
  (void)state;
  remove(path);
  wg_context_free(context);
  return 0;
}

static wg_status read_bytes(wg_metis_graph *graph, const char *text, size_t length)
{
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(text, 1, length, file), length);
  assert_int_equal(fclose(file), 0);
  return wg_metis_read(graph, context, path);
}

static wg_status read_text(wg_metis_graph *graph, const char *text)
{
  return read_bytes(graph, text, strlen(text));
}

static void weights_and_comments_are_read(void **state)
{
  (void)state;
  wg_metis_graph graph;
  assert_int_equal(read_text(&graph, "% made up\n3 2 011\n5 2 7\n% between\n0 1 7 3 9\n12 2 9\n"),
                   WG_OK);
  assert_int_equal(graph.unit_count, 3);
  assert_int_equal(graph.households[2], 12);
  assert_int_equal(graph.edge_count, 2);
  assert_int_equal(graph.edge_a[1], 1);
  assert_int_equal(graph.edge_b[1], 2);
  assert_int_equal(graph.edge_cost[1], 9);
  wg_metis_free(&graph, context);
}

static void every_format_code_is_understood(void **state)
{
  (void)state;
  static const char *const texts[] = {"2 1\n2\n1\n",
                                      "2 1 0\n2\n1\n",
                                      "2 1 1\n2 1\n1 1\n",
                                      "2 1 10\n1 2\n1 1\n",
                                      "2 1 11 1\n1 2 1\n1 1 1",
                                      "2 1 100\n8 2\n8 1\n",
                                      "2 1 101\n8 2 1\n8 1 1\n",
                                      "2 1 110\n8 1 2\n8 1 1\n",
                                      "2 1 111\r\n8 1 2 1\r\n8 1 1 1\r\n"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    wg_metis_graph graph;
    assert_int_equal(read_text(&graph, texts[i]), WG_OK);
    assert_int_equal(graph.edge_count, 1);
    assert_int_equal(graph.edge_cost[0], 1);
    assert_int_equal(graph.households[0], 1);
    wg_metis_free(&graph, context);
  }
}

static void units_without_neighbours_have_empty_lines(void **state)
{
  (void)state;
  wg_metis_graph graph;
  assert_int_equal(read_text(&graph, "3 0\n\n\n\n"), WG_OK);
  assert_int_equal(graph.edge_count, 0);
  wg_metis_free(&graph, context);
  assert_int_equal(read_text(&graph, "0 0\n"), WG_OK);
  wg_metis_free(&graph, context);
}

static void faults_are_named_with_their_line(void **state)
{
  (void)state;
  static const struct {
    const char *text, *expected;
  } cases[] = {
      {"", "line 1"},
      {"abc\n", "line 1: expected the number of units"},
      {"2\n", "line 1: expected the number of edges"},
      {"-2 1\n", "line 1: expected the number of units"},
      {"99999999999999999999 1\n", "line 1: expected the number of units"},
      {"2000000000 1\n2\n", "line 1: the file is too short"},
      {"2 1 12\n2\n1\n", "line 1: expected the format"},
      {"2 1 11 3\n1 1 1 1 2\n1 1 1 1 1\n", "line 1: expected 1 weight"},
      {"2 1 0 1 5\n2\n1\n", "line 1: expected nothing after"},
      {"2 1\n2\n", "line 3: expected a line for every unit"},
      {"2 1\n3\n1\n", "line 2: expected a neighbour"},
      {"2 1\n0\n1\n", "line 2: units are numbered from 1"},
      {"2 1\n1\n1\n", "line 2: a unit is named as its own neighbour"},
      {"% c\n2 1\n2\n1x\n", "line 4: expected a neighbour"},
      {"2 1 1\n2\n1 1\n", "line 2: expected the weight of an edge"},
      {"2 1 10\n\n1 1\n", "line 2: expected the households"},
      {"2 1 10\n3.5 2\n1 1\n", "line 2: expected the households"},
      {"2 1 10\n-3 2\n1 1\n", "line 2: expected the households"},
      {"2 1 100\n\n1 1\n", "line 2: expected the size"},
      {"2 1\n2\n\n", "line 2: the edge between units 1 and 2"},
      {"2 1\n\n1\n", "line 3: the edge between units 1 and 2"},
      {"2 1\n2 2\n1 1\n", "line 2: the edge between units 1 and 2"},
      {"2 1 1\n2 5\n1 6\n", "line 3: the edge between units 1 and 2"},
      {"2 2\n2\n1\n", "says 2 edges"},
      {"2 1\n2\n1\n1\n", "line 4: expected the end"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    wg_metis_graph graph;
    assert_int_equal(read_text(&graph, cases[i].text), WG_UNREADABLE);
    if (strstr(wg_message(context), cases[i].expected) == NULL)
      fail_msg("'%s' does not say '%s'", wg_message(context), cases[i].expected);
    assert_null(graph.households);
  }
}

static void bytes_of_every_kind_never_crash(void **state)
{
  (void)state;
  static const char start[] = "4 5 011\n1 2 3 3 4\n1 1 3 3 1 4 1\n0 1 4 2 1 4 1\n9 2 1 3 1\n";
  wg_metis_graph graph;
  assert_int_equal(read_text(&graph, start), WG_OK);
  wg_metis_free(&graph, context);
  char text[sizeof start];
  unsigned seed = 7;
  for (int round = 0; round < 600; round++) {
    memcpy(text, start, sizeof start);
    for (int i = 0; i < 3; i++) {
      seed = seed * 1103515245u + 12345u;
      static const char bytes[] = "0123456789 \n%-x\0\xFF";
      text[(seed >> 8) % (sizeof start - 1)] = bytes[(seed >> 20) % (sizeof bytes - 1)];
    }
    if (read_bytes(&graph, text, sizeof start - 1) == WG_OK)
      wg_metis_free(&graph, context);
    else
      assert_true(strlen(wg_message(context)) > 0);
  }
}

static void a_missing_file_is_named(void **state)
{
  (void)state;
  wg_metis_graph graph;
  assert_int_equal(wg_metis_read(&graph, context, "/no/such.graph"), WG_NOT_FOUND);
  assert_non_null(strstr(wg_message(context), "/no/such.graph"));
}

static void parts_are_written_a_number_a_line(void **state)
{
  (void)state;
  const int32_t part[] = {0, 1, 10};
  assert_int_equal(wg_metis_write_parts(context, path, part, 3), WG_OK);
  char text[32] = "";
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  assert_int_equal(fread(text, 1, sizeof text - 1, file), 7);
  fclose(file);
  assert_string_equal(text, "0\n1\n10\n");
  assert_int_equal(wg_metis_write_parts(context, "/no/such/folder/x", part, 3), WG_WRITE_FAILED);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(weights_and_comments_are_read),
      cmocka_unit_test(every_format_code_is_understood),
      cmocka_unit_test(units_without_neighbours_have_empty_lines),
      cmocka_unit_test(faults_are_named_with_their_line),
      cmocka_unit_test(bytes_of_every_kind_never_crash),
      cmocka_unit_test(a_missing_file_is_named),
      cmocka_unit_test(parts_are_written_a_number_a_line),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
