namespace Agents.Architecture.Tests.Tidy;

public sealed class CSharpFunctionsTests
{
    private const string Source = """"
        namespace N;

        public sealed class A<T>(int seed) : B(seed)
            where T : class
        {
            private static readonly int[] Table =
            [
                1,
            ];

            public Func<int, int> Twice = x =>
            {
                return x;
            };

            public string Name { get; set; } = "}";

            public A() : this(1)
            {
                // }
                var text = $"{{ {(seed > 1 ? "}" : "{")} ";
            }

            public static bool operator ==(A<T> a, A<T> b) => a.Name switch
            {
                """ }}} """ => true,
                _ => '}' == '\'',
            };

            private struct Inner
            {
                void M<U>(int a = 1)
                    where U : struct
                {
                }
            }
        }
        """";

    [Fact]
    public void Members_with_bodies_are_found_with_their_lengths() =>
        Assert.Equal([(16, 1), (18, 5), (24, 5), (32, 4)], CSharpFunctions.Of(Source));

    [Fact]
    public void Comments_and_strings_are_blanked_and_code_is_kept()
    {
        const string Written = "a(\"b\"); // c\nd('e', $\"f{g}\"); /* h\n */ i(@\"j\"\"\", \"\"\"k\"l\"\"\");";

        var code = CSharpText.Code(Written);

        Assert.Equal(Written.Length, code.Length);
        Assert.Equal("a();d(,);i(,);", string.Concat(code.Where(character => !char.IsWhiteSpace(character))));
    }
}
