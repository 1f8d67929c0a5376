namespace TrainRecorder.Service.Listing.Filters;

/// <summary>A part of a filter.</summary>
internal abstract record FilterNode;

/// <summary>Both or all hold.</summary>
internal sealed record AllOf(IReadOnlyList<FilterNode> Parts) : FilterNode;

/// <summary>At least one holds.</summary>
internal sealed record AnyOf(IReadOnlyList<FilterNode> Parts) : FilterNode;

/// <summary>It does not hold.</summary>
internal sealed record Negation(FilterNode Part) : FilterNode;

/// <summary>A field compared with a value.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Operator"><c>=</c>, <c>!=</c>, <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c> or <c>:</c>.</param>
/// <param name="Value">The value.</param>
internal sealed record Comparison(FilterToken Field, FilterToken Operator, FilterToken Value) : FilterNode;
