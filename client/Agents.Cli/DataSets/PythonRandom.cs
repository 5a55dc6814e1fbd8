using System.Security.Cryptography;
using System.Text;

namespace Agents.Cli.DataSets;

/// <summary>Draws exactly what Python's <c>random.Random(text)</c> draws.</summary>
/// <remarks>
/// The noise of MemDaily is chosen by that generator, so another one would measure other data. MT19937 with
/// <c>init_by_array</c>: Matsumoto and Nishimura, "Mersenne Twister: A 623-Dimensionally Equidistributed Uniform
/// Pseudo-Random Number Generator", ACM TOMACS 8(1), 1998. Seeding from text, version 2: the UTF-8 bytes followed by
/// their SHA-512, read as one big-endian number, whose 32-bit words, least significant first, are the key.
/// </remarks>
internal sealed class PythonRandom
{
    private const int Length = 624;
    private const int Shift = 397;
    private readonly uint[] _state = new uint[Length];
    private int _index = Length;

    public PythonRandom(string seed)
    {
        var text = Encoding.UTF8.GetBytes(seed);
        Seed(KeyOf([.. text, .. SHA512.HashData(text)]));
    }

    /// <summary>Draws 32 bits.</summary>
    public uint Next()
    {
        if (_index == Length)
        {
            Twist();
        }

        var y = _state[_index++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680u;
        y ^= (y << 15) & 0xefc60000u;
        return y ^ (y >> 18);
    }

    /// <summary>Draws as <c>sample(range(population), count)</c> does: without repeats, in the order drawn.</summary>
    public int[] Sample(int population, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, population);
        return population <= SetSize(count) ? FromPool(population, count) : FromSet(population, count);
    }

    // Python keeps a pool where that takes less room than a set of the numbers drawn; the two draw differently.
    private static int SetSize(int count)
    {
        var size = 21;
        if (count > 5)
        {
            var power = 1;
            while (power < count * 3)
            {
                power *= 4;
            }

            size += power;
        }

        return size;
    }

    private static uint[] KeyOf(ReadOnlySpan<byte> bigEndian)
    {
        var number = bigEndian.TrimStart((byte)0);
        var key = new uint[Math.Max(1, (number.Length + 3) / 4)];
        for (var i = 0; i < number.Length; i++)
        {
            key[i / 4] |= (uint)number[^(i + 1)] << (8 * (i % 4));
        }

        return key;
    }

    private int[] FromPool(int population, int count)
    {
        var pool = Enumerable.Range(0, population).ToArray();
        var drawn = new int[count];
        for (var i = 0; i < count; i++)
        {
            var place = Below(population - i);
            drawn[i] = pool[place];
            pool[place] = pool[population - i - 1];
        }

        return drawn;
    }

    private int[] FromSet(int population, int count)
    {
        var seen = new HashSet<int>();
        var drawn = new int[count];
        for (var i = 0; i < count; i++)
        {
            int number;
            do
            {
                number = Below(population);
            }
            while (!seen.Add(number));
            drawn[i] = number;
        }

        return drawn;
    }

    private int Below(int bound)
    {
        var bits = 32 - int.LeadingZeroCount(bound);
        uint number;
        do
        {
            number = Next() >> (32 - bits);
        }
        while (number >= (uint)bound);
        return (int)number;
    }

    private void Seed(uint[] key)
    {
        _state[0] = 19650218u;
        for (var i = 1; i < Length; i++)
        {
            _state[i] = (1812433253u * Mixed(i)) + (uint)i;
        }

        var (place, word) = (1, 0);
        for (var k = Math.Max(Length, key.Length); k > 0; k--)
        {
            _state[place] = (_state[place] ^ (Mixed(place) * 1664525u)) + key[word] + (uint)word;
            place = Following(place);
            word = (word + 1) % key.Length;
        }

        for (var k = Length - 1; k > 0; k--)
        {
            _state[place] = (_state[place] ^ (Mixed(place) * 1566083941u)) - (uint)place;
            place = Following(place);
        }

        _state[0] = 0x80000000u;
    }

    private uint Mixed(int place) => _state[place - 1] ^ (_state[place - 1] >> 30);

    private int Following(int place)
    {
        if (place + 1 < Length)
        {
            return place + 1;
        }

        _state[0] = _state[Length - 1];
        return 1;
    }

    private void Twist()
    {
        for (var i = 0; i < Length; i++)
        {
            var y = (_state[i] & 0x80000000u) | (_state[(i + 1) % Length] & 0x7fffffffu);
            _state[i] = _state[(i + Shift) % Length] ^ (y >> 1) ^ ((y & 1) == 0 ? 0u : 0x9908b0dfu);
        }

        _index = 0;
    }
}
